package dev.errata.ops.cli.evaluation;

import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.measurement.Drawing;
import dev.errata.evaluator.measurement.MeasuredPolicy;
import dev.errata.evaluator.measurement.MeasuredVersion;
import dev.errata.evaluator.measurement.Measurement;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.models.WeightsName;
import dev.errata.policy.Policy;
import dev.errata.schemas.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures a policy folder on a benchmark in this process.
 *
 * @param benchmark the questions
 * @param grader judges the answers
 * @param clock dates the results
 */
public record PolicyMeasurement(MeasuredBenchmark benchmark, Grader grader, Clock clock) {

    /** One result for each way of drawing answers; the answers are kept in {@code answers}. */
    public List<Evaluation> of(Policy policy, String weights, List<Drawing> drawings, AnswerLines answers) {
        MeasuredVersion version = new MeasuredVersion(MeasuredPolicy.of(policy), weights, 0);
        List<Evaluation> results = new ArrayList<>();
        for (Drawing drawing : drawings) {
            try (ProgressBar bar = new ProgressBar(drawing.mode().name().toLowerCase(Locale.ROOT))) {
                results.add(new Measurement(
                                benchmark,
                                grader,
                                answers,
                                clock,
                                (answered, total) -> bar.show(answered, total, "answers"))
                        .of(version, drawing));
            }
        }
        return results;
    }

    /** Name of the weights in a folder. */
    public static String weights(Path folder) {
        try {
            return WeightsName.of(folder);
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    "Cannot read the policy " + folder + ": " + unreadable.getMessage() + ".", unreadable);
        }
    }
}
