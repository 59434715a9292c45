package dev.errata.rewards.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.alignment.EditWeights.Style;
import dev.errata.rewardmodel.judge.RuleSet;
import dev.errata.rewards.config.ScorerConfig.Role;
import dev.errata.schemas.RewardKind;
import dev.errata.service.RunConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(RunConfig.class)
                .withMapping(ScorerConfig.class)
                .withMapping(RewardModelConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }

    @Test
    void everyDefaultHasTheExpectedValue() {
        ScorerConfig scorer = config(Map.of()).getConfigMapping(ScorerConfig.class);
        assertThat(scorer.role()).isEqualTo(Role.ALL);
        assertThat(scorer.id()).isEqualTo("scorer-0");
        assertThat(scorer.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(scorer.rewards()).isEqualTo(RewardKind.TOKENS);
        assertThat(scorer.rejectDuplicates()).isEmpty();
        assertThat(scorer.rejectsDuplicates()).isTrue();
        assertThat(scorer.groups()).isFalse();
        assertThat(scorer.scalePositives()).isFalse();
        assertThat(scorer.keepsGroups()).isFalse();
        assertThat(scorer.untilFirstError()).isFalse();
        assertThat(scorer.questionAccuracy()).isTrue();
        assertThat(scorer.stateDir()).isEqualTo(Path.of("state/scorer"));
        assertThat(scorer.streamThreads()).isEqualTo(1);
        assertThat(scorer.alpha()).isEqualTo(-0.1);
        assertThat(scorer.beta()).isEqualTo(0.5);
        assertThat(scorer.editStyle()).isEqualTo(Style.CLEAN);
        assertThat(scorer.editedWeight()).isEqualTo(1.0f);
        assertThat(scorer.keptWeight()).isEqualTo(0.5f);
        assertThat(scorer.judge()).isEqualTo(RuleSet.STRICT);
        assertThat(scorer.correctFrom()).isEqualTo(1.0);
        assertThat(scorer.plugInTimeout()).isEqualTo(Duration.ofSeconds(5));

        RewardModelConfig rewardModel = config(Map.of()).getConfigMapping(RewardModelConfig.class);
        assertThat(rewardModel.folder()).isEmpty();
        assertThat(rewardModel.reloadEvery()).isEmpty();
        assertThat(rewardModel.maxPromptTokens()).isEqualTo(256);
        assertThat(rewardModel.maxRewriteTokens()).isEqualTo(56);
        assertThat(rewardModel.batchSize()).isEqualTo(256);
        assertThat(rewardModel.linger()).isEqualTo(Duration.ofMillis(20));
        assertThat(rewardModel.cacheSize()).isEqualTo(4096);
        assertThat(rewardModel.locating()).isFalse();

        RunConfig run = config(Map.of()).getConfigMapping(RunConfig.class);
        assertThat(run.run()).isEmpty();
        assertThat(run.client()).isEmpty();
        assertThat(run.device()).isEqualTo("auto");
        assertThat(run.threads()).isEqualTo(1);
        assertThat(run.replication()).isEqualTo((short) 1);
        assertThat(run.plugins()).isEmpty();
        assertThat(run.verifiers()).isEmpty();
        assertThat(run.externalTasks()).isEmpty();
    }

    @Test
    void aVerifierNeedsAnAddressAndTasks() {
        RunConfig run = config(Map.of(
                        "errata.verifiers.tests.url", "http://localhost:9000/verify",
                        "errata.verifiers.tests.tasks", "python,sql"))
                .getConfigMapping(RunConfig.class);
        RunConfig.VerifierEndpoint tests = run.verifiers().values().iterator().next();
        assertThat(tests.url()).hasToString("http://localhost:9000/verify");
        assertThat(tests.batchSize()).isEqualTo(32);
        assertThat(tests.linger()).isEqualTo(Duration.ofMillis(50));
        assertThat(tests.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(tests.attempts()).isEqualTo(3);
        assertThat(tests.firstWait()).isEqualTo(Duration.ofMillis(500));
        assertThat(tests.longestWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(tests.concurrency()).isEqualTo(4);
        assertThat(tests.cacheSize()).isEqualTo(4096);
        assertThat(tests.maxReplyBytes()).isEqualTo(4 << 20);
        assertThat(tests.headersFile()).isEmpty();
        assertThat(tests.tokenVariable()).isEmpty();
        assertThat(run.externalTasks()).containsExactlyInAnyOrder("python", "sql");
        assertThatThrownBy(() -> config(Map.of("errata.verifiers.tests.tasks", "python")))
                .hasMessageContaining("errata.verifiers.tests.url");
    }

    @Test
    void repeatedAnswersAreScoredWithInstanceRewardsUnlessTheSettingRejectsThem() {
        assertThat(scorer(Map.of("scorer.rewards", "instance")).rejectsDuplicates())
                .isFalse();
        assertThat(scorer(Map.of("scorer.rewards", "instance-with-rewrite")).rejectsDuplicates())
                .isTrue();
        assertThat(scorer(Map.of("scorer.rewards", "instance", "scorer.reject-duplicates", "true"))
                        .rejectsDuplicates())
                .isTrue();
    }

    @Test
    void scalingPositivesImpliesGroups() {
        assertThat(scorer(Map.of("scorer.scale-positives", "true")).keepsGroups())
                .isTrue();
    }

    private static ScorerConfig scorer(Map<String, String> settings) {
        return config(settings).getConfigMapping(ScorerConfig.class);
    }

    @Test
    void kafkaKeysKeepTheirDots() {
        RunConfig run = config(Map.of("errata.client.\"bootstrap.servers\"", "broker:9092"))
                .getConfigMapping(RunConfig.class);
        assertThat(run.client()).containsEntry("bootstrap.servers", "broker:9092");
    }

    @Test
    void enumValuesAreReadInKebabCase() {
        ScorerConfig scorer = config(
                        Map.of("scorer.role", "reward-model", "scorer.edit-style", "compat", "HOSTNAME", "a"))
                .getConfigMapping(ScorerConfig.class);
        assertThat(scorer.role()).isEqualTo(Role.REWARD_MODEL);
        assertThat(scorer.editStyle()).isEqualTo(Style.COMPAT);
        assertThat(scorer.id()).isEqualTo("a");
    }

    @Test
    void locatingIsASetting() {
        assertThat(config(Map.of("reward-model.locating", "true"))
                        .getConfigMapping(RewardModelConfig.class)
                        .locating())
                .isTrue();
    }

    @Test
    void aMisspelledPropertyStopsTheService() {
        assertThatThrownBy(() -> config(Map.of("scorer.time-out", "PT1M"))).hasMessageContaining("scorer.time-out");
    }

    @Test
    void theRoleDecidesWhichPartsRun() {
        assertThat(Role.ALL.scores() && Role.ALL.servesRewardModel()).isTrue();
        assertThat(Role.TOPOLOGY.servesRewardModel()).isFalse();
        assertThat(Role.REWARD_MODEL.scores()).isFalse();
        assertThat(Role.VERIFIER.scores() || Role.VERIFIER.servesRewardModel()).isFalse();
        assertThat(Role.VERIFIER.asksVerifiers() && Role.ALL.asksVerifiers()).isTrue();
        assertThat(Role.TOPOLOGY.asksVerifiers() || Role.REWARD_MODEL.asksVerifiers())
                .isFalse();
    }
}
