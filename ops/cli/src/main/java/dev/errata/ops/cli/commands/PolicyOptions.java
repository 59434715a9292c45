package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.grading.VerdictsMissingException;
import dev.errata.evaluator.measurement.Drawing;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.evaluation.AnswerLines;
import dev.errata.ops.cli.evaluation.PolicyMeasurement;
import dev.errata.policy.Policy;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.Evaluation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that measure policies in this process. */
final class PolicyOptions {

    @Mixin
    private BenchmarkOptions questions = new BenchmarkOptions();

    @Mixin
    private DrawingOptions drawing = new DrawingOptions();

    @Option(names = "--device", description = "auto, cpu or gpu:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(names = "--threads", description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}.")
    private int threads = Runtime.getRuntime().availableProcessors();

    BenchmarkOptions questions() {
        return questions;
    }

    /** A policy folder, and the file that its answers are kept in; null for memory. */
    record Measured(Path folder, @Nullable Path out) {}

    /**
     * Measures policies one after the other.
     *
     * @param visitor receives results and answers of each, in their order
     */
    void measure(List<Measured> policies, BiConsumer<List<Evaluation>, AnswerLines> visitor) {
        if (threads < 1) {
            throw new CommandFailed("--threads is " + threads + ": give 1 or more.");
        }
        try {
            drawing.check();
            ComputeThreads.configure(threads);
            measureAll(policies, visitor);
        } catch (UnusableBenchmarkException
                | UnusableCheckpointException
                | VerdictsMissingException
                | IllegalArgumentException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private void measureAll(List<Measured> policies, BiConsumer<List<Evaluation>, AnswerLines> visitor) {
        try (Grader grader = questions.grader()) {
            MeasuredBenchmark benchmark = questions.read();
            for (Measured policy : policies) {
                measure(policy, new PolicyMeasurement(benchmark, grader, Clock.systemUTC()), visitor);
            }
        }
    }

    private void measure(
            Measured measured, PolicyMeasurement measurement, BiConsumer<List<Evaluation>, AnswerLines> visitor) {
        Path folder = measured.folder().toAbsolutePath();
        MeasuredBenchmark benchmark = measurement.benchmark();
        try (Policy policy = Policy.load(folder, device)) {
            List<Drawing> drawings = drawing.drawings(benchmark, policy.maxPositions());
            String weights = PolicyMeasurement.weights(folder);
            ObjectNode settings = drawing.settings(benchmark, weights, drawings);
            try (AnswerLines answers = measured.out() == null
                    ? AnswerLines.inMemory(benchmark)
                    : AnswerLines.open(measured.out(), benchmark, settings)) {
                visitor.accept(measurement.of(policy, weights, drawings, answers), answers);
            }
        }
    }
}
