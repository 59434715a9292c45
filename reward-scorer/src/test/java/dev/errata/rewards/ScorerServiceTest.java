package dev.errata.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewards.config.RewardModelConfig;
import dev.errata.rewards.config.ScorerConfig;
import dev.errata.schemas.topics.EventLog;
import dev.errata.service.RunConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ScorerServiceTest {

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(RunConfig.class)
                .withMapping(ScorerConfig.class)
                .withMapping(RewardModelConfig.class)
                .withDefaultValues(settings)
                .build();
    }

    private static boolean servesRewardModel(Map<String, String> settings) {
        return ScorerService.servesRewardModel(config(settings).getConfigMapping(ScorerConfig.class));
    }

    private static ScorerAssembly assembly(SmallRyeConfig config) {
        return new ScorerAssembly(
                config.getConfigMapping(RunConfig.class),
                config.getConfigMapping(ScorerConfig.class),
                config.getConfigMapping(RewardModelConfig.class),
                new SimpleMeterRegistry());
    }

    @Test
    void aProcessOfBothRolesServesTheRewardModelUnlessTheRewardsNeedNone() {
        assertThat(servesRewardModel(Map.of())).isTrue();
        assertThat(servesRewardModel(Map.of("scorer.role", "topology"))).isFalse();
        assertThat(servesRewardModel(Map.of("scorer.rewards", "instance"))).isFalse();
    }

    @Test
    void aRewardModelThatIsNeverAskedIsRefusedWithTheSettingToChange() {
        assertThatThrownBy(() -> servesRewardModel(Map.of("scorer.role", "reward-model", "scorer.rewards", "instance")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scorer.rewards=instance")
                .hasMessageContaining("scorer.role=reward-model");
    }

    private static boolean asksVerifiers(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.putIfAbsent("scorer.rewards", "instance");
        SmallRyeConfig config = config(settings);
        return ScorerService.asksVerifiers(
                config.getConfigMapping(RunConfig.class), config.getConfigMapping(ScorerConfig.class));
    }

    private static final Map<String, String> VERIFIER = Map.of(
            "errata.verifiers.tests.url", "http://nowhere:9000/",
            "errata.verifiers.tests.tasks", "code");

    private static Map<String, String> verifierAnd(String key, String value) {
        Map<String, String> settings = new HashMap<>(VERIFIER);
        settings.put(key, value);
        return settings;
    }

    @Test
    void aProcessAsksTheVerifiersThatAreSetIfItsRoleSaysSo() {
        assertThat(asksVerifiers(VERIFIER)).isTrue();
        assertThat(asksVerifiers(verifierAnd("scorer.role", "verifier"))).isTrue();
        assertThat(asksVerifiers(verifierAnd("scorer.role", "topology"))).isFalse();
        assertThat(asksVerifiers(Map.of())).isFalse();
    }

    @Test
    void aVerifierBesideRewritesAndARoleWithoutAVerifierAreRefusedWithWhatWorks() {
        assertThatThrownBy(() -> asksVerifiers(verifierAnd("scorer.rewards", "tokens")))
                .hasMessageContaining("code")
                .hasMessageContaining("grpo")
                .hasMessageContaining("scorer.rewards=instance");
        assertThatThrownBy(() -> asksVerifiers(Map.of("scorer.role", "verifier")))
                .hasMessageContaining("errata.verifiers.NAME.url");
    }

    @Test
    void plugInsAndTheThresholdAreCheckedAtTheStart() {
        EventLog log = EventLog.at("nowhere:9092", "http://nowhere:8081", "");
        assertThatThrownBy(() ->
                        assembly(config(Map.of("errata.plugins", "nowhere"))).verifiers(log, failure -> {}))
                .hasMessageContaining("errata.plugins=nowhere");
        assertThatThrownBy(() ->
                        assembly(config(Map.of("scorer.correct-from", "0"))).verifiers(log, failure -> {}))
                .hasMessageContaining("scorer.correct-from");
    }

    @Test
    void aRewardModelWithoutAFolderIsRefusedWithTheSettingToChange() {
        EventLog log = EventLog.at("nowhere:9092", "http://nowhere:8081", "");
        assertThatThrownBy(() -> assembly(config(Map.of())).rewardModel(log, failure -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reward-model.folder")
                .hasMessageContaining("scorer.role=topology");
    }

    @Test
    void aServiceThatHasNotStartedIsDownInBothChecks() {
        SmallRyeConfig config = config(Map.of());
        ScorerService service = new ScorerService(
                assembly(config),
                config.getConfigMapping(RunConfig.class),
                config.getConfigMapping(ScorerConfig.class));
        HealthCheckResponse alive = service.aliveCheck().call();
        HealthCheckResponse ready = service.readyCheck().call();
        assertThat(alive.getName()).isEqualTo("reward-scorer is alive");
        assertThat(alive.getStatus()).isEqualTo(Status.DOWN);
        assertThat(ready.getName()).isEqualTo("reward-scorer is ready");
        assertThat(ready.getStatus()).isEqualTo(Status.DOWN);
    }
}
