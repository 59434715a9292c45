package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.config.LearnerConfig;
import dev.errata.learner.progress.LearnerActivity;
import dev.errata.learner.progress.StepListener;
import dev.errata.service.RunConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that makes no sense is refused before a model is loaded and before a version is announced. */
class LearnerRunTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "learner.batch-rollouts, 0",
        "learner.publish-every, 0",
        "learner.keep-checkpoints, 0",
        "learner.keep-weights, 0",
        "errata.threads, 0",
        "learner.beta1, 1.0",
        "learner.learning-rate, 0",
        "learner.warmup-updates, -1",
        "learner.total-updates, 20",
        "learner.max-staleness, -1",
        "learner.objective, rlmek",
        "learner.dpo-beta, 0.5",
    })
    void anInvalidSettingIsRefusedByNameBeforeAnythingIsOpened(String key, String value) {
        assertThatThrownBy(() -> run(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void aRunStartsWithTheDefaults() {
        assertThatCode(() -> run(Map.of())).doesNotThrowAnyException();
    }

    private static LearnerRun run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("learner.start-policy", "start");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LearnerConfig.class)
                .withMapping(RunConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return new LearnerRun(
                config.getConfigMapping(LearnerConfig.class),
                config.getConfigMapping(RunConfig.class),
                new LearnerActivity(CLOCK),
                new StepListener() {},
                CLOCK);
    }
}
