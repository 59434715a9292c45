package dev.errata.evaluator.progress;

import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The evaluator's meters: {@code eval/<set>/avg@k} is {@code eval.avg_at_k} with the set and the mode as tags. */
public final class EvaluatorMetrics {

    private EvaluatorMetrics() {}

    /** Registers all meters, for each benchmark those of its results. */
    public static void register(MeterRegistry registry, EvaluatorProgress progress, Collection<String> benchmarks) {
        FunctionCounter.builder("eval.measurements", progress, EvaluatorProgress::measured)
                .description("Results published")
                .register(registry);
        FunctionCounter.builder("eval.skipped_versions", progress, EvaluatorProgress::skippedVersions)
                .description("Versions given up")
                .register(registry);
        benchmarks.forEach(benchmark -> register(registry, progress, benchmark));
    }

    private static void register(MeterRegistry registry, EvaluatorProgress progress, String benchmark) {
        for (EvaluationMode mode : EvaluationMode.values()) {
            Map<String, ToDoubleFunction<Evaluation>> values = Map.of(
                    "eval.avg_at_k", Evaluation::getAvgAtK,
                    "eval.pass_at_k", Evaluation::getPassAtK,
                    "eval.policy_version", Evaluation::getPolicyVersion,
                    "eval.seconds", Evaluation::getSeconds);
            values.forEach((name, value) -> Gauge.builder(name, progress, p -> {
                        Evaluation newest = p.newest(benchmark, mode);
                        return newest == null ? Double.NaN : value.applyAsDouble(newest);
                    })
                    .tag("benchmark", benchmark)
                    .tag("mode", mode.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }
}
