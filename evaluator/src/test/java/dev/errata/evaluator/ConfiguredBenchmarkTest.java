package dev.errata.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.evaluator.benchmark.BenchmarkPlan;
import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import dev.errata.evaluator.measurement.Drawing;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredBenchmarkTest {

    @Test
    void theHeldOutSetComesFirstAndTheOthersByName() {
        EvaluatorConfig config = config(
                Map.of("questions", "a.jsonl", "also.unseen-form", "b.jsonl", "benchmarks.gsm8k.topic", "gsm8k-test"));

        assertThat(ConfiguredBenchmark.all(config))
                .extracting(ConfiguredBenchmark::plan)
                .extracting(BenchmarkPlan::name)
                .containsExactly("held-out", "gsm8k", "unseen-form")
                .isEqualTo(List.copyOf(ConfiguredBenchmark.names(config)));
    }

    @Test
    void whatABenchmarkDoesNotSayIsAsForAll() {
        ConfiguredBenchmark plain = one(Map.of("questions", "a", "limit", "5", "samples", "4", "pass-at", "1,4"));
        ConfiguredBenchmark own = one(Map.of(
                "benchmarks.held-out.file", "a",
                "benchmarks.held-out.limit", "9",
                "benchmarks.held-out.few-shot", "3",
                "benchmarks.held-out.samples", "2",
                "benchmarks.held-out.max-new-tokens", "400"));

        assertThat(plain.plan().limit()).hasValue(5);
        assertThat(plain.drawings()).extracting(Drawing::k).containsExactly(1, 4);
        assertThat(plain.drawings().get(1).passAt()).containsExactly(1, 4);
        assertThat(plain.drawings().get(1).settings().maxNewTokens()).isEqualTo(56);
        assertThat(own.plan().file()).contains(Path.of("a"));
        assertThat(own.plan().limit()).hasValue(9);
        assertThat(own.plan().fewShot().count()).isEqualTo(3);
        assertThat(own.drawings()).extracting(Drawing::k).containsExactly(1, 2);
        assertThat(own.drawings().get(0).settings().maxNewTokens()).isEqualTo(400);
    }

    @Test
    void questionsAtNoPlaceOrAtTwoAreRefused() {
        assertThatThrownBy(() -> one(Map.of()))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("set evaluator.questions");
        assertThatThrownBy(() -> one(Map.of("questions", "a", "also.held-out", "b")))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("two files");
        assertThatThrownBy(() -> one(Map.of("questions", "a", "benchmarks.held-out.topic", "b")))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("a file and a topic");
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> one(Map.of("questions", "a", "temperature", "0")))
                .hasMessageContaining("evaluator.temperature");
        assertThatThrownBy(() -> one(Map.of("questions", "a", "samples", "2", "pass-at", "4")))
                .hasMessageContaining("pass@4 cannot be estimated from 2");
    }

    private static ConfiguredBenchmark one(Map<String, String> properties) {
        return ConfiguredBenchmark.all(config(properties)).get(0);
    }

    private static EvaluatorConfig config(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>();
        properties.forEach((key, value) -> all.put("evaluator." + key, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(EvaluatorConfig.class)
                .build()
                .getConfigMapping(EvaluatorConfig.class);
    }
}
