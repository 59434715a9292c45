package dev.errata.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.config.ActorConfig;
import dev.errata.actors.pacing.Stage;
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
    void whatTheRewardModelHasYetToReadCountsAsQueued() {
        assertThat(stages(Map.of()))
                .containsExactly(
                        new Stage("reward-model", "rollouts"),
                        new Stage("scoring", "token-rewards"),
                        new Stage("learner", "scored-rollouts"));
    }

    @Test
    void withoutARewardModelTheScorersOwnReadingCounts() {
        assertThat(stages(Map.of("actor.reward-model", "false")))
                .containsExactly(new Stage("scoring", "rollouts"), new Stage("learner", "scored-rollouts"));
    }

    private static List<Stage> stages(Map<String, String> settings) {
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
