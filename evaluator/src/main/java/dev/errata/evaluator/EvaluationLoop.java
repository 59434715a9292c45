package dev.errata.evaluator;

import dev.errata.evaluator.grading.VerdictsMissingException;
import dev.errata.evaluator.measurement.BenchmarkSuite;
import dev.errata.evaluator.measurement.MeasuredVersion;
import dev.errata.evaluator.progress.EvaluatorProgress;
import dev.errata.evaluator.report.Results;
import dev.errata.evaluator.versions.DueVersions;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.Evaluation;
import dev.errata.service.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The evaluator's flow: wait for a version that is due, measure it on the benchmarks, publish the results.
 *
 * <p>No other service waits for it. A version is given up if its weights are gone, or if the judge's verdicts are
 * missing twice.
 */
final class EvaluationLoop {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final DueVersions versions;
    private final BenchmarkSuite suite;
    private final Results results;
    private final EvaluatorProgress progress;
    private long withoutVerdicts = -1;

    EvaluationLoop(DueVersions versions, BenchmarkSuite suite, Results results, EvaluatorProgress progress) {
        this.versions = versions;
        this.suite = suite;
        this.results = results;
        this.progress = progress;
    }

    /** Measures until asked to stop; a stop interrupts a measurement. */
    void run(StopSignal stop) {
        while (!stop.requested()) {
            versions.next().ifPresentOrElse(this::evaluate, () -> await(stop));
        }
    }

    private void evaluate(long version) {
        try {
            progress.measuring(version);
            List<Evaluation> evaluations = suite.measure(MeasuredVersion.ofRun(versions.load(version), version));
            progress.publishing();
            results.publish(evaluations);
            progress.published(evaluations);
            versions.done(Set.of(version));
        } catch (UnusableCheckpointException gone) {
            skip(version, gone);
        } catch (VerdictsMissingException missing) {
            if (withoutVerdicts == version) {
                skip(version, missing);
            } else {
                withoutVerdicts = version;
                progress.retrying(version, missing);
            }
        }
    }

    private void skip(long version, RuntimeException reason) {
        progress.skipped(version, reason);
        versions.done(Set.of(version));
    }

    private void await(StopSignal stop) {
        progress.waitingForVersion();
        stop.sleep(BETWEEN_LOOKS);
    }
}
