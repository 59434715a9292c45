package dev.errata.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.service.RunConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluatorConfigTest {

    @Test
    void everyDefaultHasTheExpectedValue() {
        EvaluatorConfig evaluator = config(Map.of()).getConfigMapping(EvaluatorConfig.class);

        assertThat(evaluator.questions()).contains(Path.of("held-out.jsonl"));
        assertThat(evaluator.benchmark()).isEqualTo("held-out");
        assertThat(evaluator.also()).isEmpty();
        assertThat(evaluator.benchmarks()).isEmpty();
        assertThat(evaluator.limit()).isEmpty();
        assertThat(evaluator.passAt()).isEmpty();
        assertThat(evaluator.temperature()).isEqualTo(1);
        assertThat(evaluator.topP()).isEqualTo(1);
        assertThat(evaluator.every()).isEqualTo(8);
        assertThat(evaluator.idle()).isEqualTo(Duration.ofSeconds(4));
        assertThat(evaluator.samples()).isEqualTo(1);
        assertThat(evaluator.maxNewTokens()).isEqualTo(56);
        assertThat(evaluator.verdictTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(evaluator.stopTimeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void furtherSetsAreNamedByTheirKeys() {
        EvaluatorConfig evaluator = config(
                        Map.of("evaluator.also.harder", "a.jsonl", "evaluator.also.unseen-form", "b"))
                .getConfigMapping(EvaluatorConfig.class);

        assertThat(evaluator.also()).isEqualTo(Map.of("harder", Path.of("a.jsonl"), "unseen-form", Path.of("b")));
    }

    @Test
    void everyDefaultOfTheRunHasTheExpectedValue() {
        RunConfig run = config(Map.of()).getConfigMapping(RunConfig.class);

        assertThat(run.run()).isEmpty();
        assertThat(run.client()).isEmpty();
        assertThat(run.device()).isEqualTo("auto");
        assertThat(run.threads()).isEqualTo(1);
        assertThat(run.replication()).isEqualTo((short) 1);
    }

    @Test
    void aMisspelledPropertyStopsTheService() {
        assertThatThrownBy(() -> config(Map.of("evaluator.evry", "3"))).hasMessageContaining("evaluator.evry");
    }

    @Test
    void theDefaultsOfABenchmarkAreThoseOfAll() {
        EvaluatorConfig.Named named =
                Objects.requireNonNull(config(Map.of("evaluator.benchmarks.gsm8k.file", "a.jsonl"))
                        .getConfigMapping(EvaluatorConfig.class)
                        .benchmarks()
                        .get("gsm8k"));

        assertThat(named.file()).contains(Path.of("a.jsonl"));
        assertThat(named.topic()).isEmpty();
        assertThat(named.format()).isEmpty();
        assertThat(named.fewShot()).isZero();
        assertThat(named.examples()).isEmpty();
        assertThat(named.fewShotSeed()).isZero();
        assertThat(named.template()).isEmpty();
        assertThat(named.limit()).isEmpty();
        assertThat(named.samples()).isEmpty();
        assertThat(named.passAt()).isEmpty();
        assertThat(named.maxNewTokens()).isEmpty();
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("evaluator.questions", "held-out.jsonl");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(EvaluatorConfig.class)
                .withMapping(RunConfig.class)
                .build();
    }
}
