package dev.errata.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.config.ActorConfig;
import dev.errata.actors.pacing.BacklogStage;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.RunConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssemblyTest {

    @Test
    void rolloutsTheRewardModelHasNotReadCountAsQueued() {
        assertThat(stages(Map.of()))
                .containsExactly(
                        new BacklogStage("reward-model", "rollouts"),
                        new BacklogStage("scoring", "token-rewards"),
                        new BacklogStage("learner", "scored-rollouts"));
    }

    @Test
    void withoutARewardModelRolloutsTheScorerHasNotReadCountAsQueued() {
        assertThat(stages(Map.of("actor.reward-model", "false")))
                .containsExactly(
                        new BacklogStage("scoring", "rollouts"), new BacklogStage("learner", "scored-rollouts"));
    }

    @Test
    void rolloutsAVerifierHasNotJudgedCountAsQueued() {
        assertThat(stages(Map.of(
                        "actor.reward-model", "false",
                        "errata.verifiers.tests.url", "http://nowhere/",
                        "errata.verifiers.tests.tasks", "code")))
                .containsExactly(
                        new BacklogStage("scoring", "rollouts"),
                        new BacklogStage("verifier-tests", "rollouts"),
                        new BacklogStage("learner", "scored-rollouts"));
    }

    private static List<BacklogStage> stages(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(ActorConfig.class)
                .withMapping(RunConfig.class)
                .build();
        return new Assembly(
                        config.getConfigMapping(RunConfig.class),
                        config.getConfigMapping(ActorConfig.class),
                        Clock.systemUTC())
                .stages(new Topics(""));
    }
}
