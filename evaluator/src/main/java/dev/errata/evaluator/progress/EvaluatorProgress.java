package dev.errata.evaluator.progress;

import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.service.Activity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counters of the evaluator since its start, and its current activity. Written by the loop's thread, read by any. */
public final class EvaluatorProgress {

    private static final Logger LOG = Logger.getLogger(EvaluatorProgress.class);

    private final Activity activity;
    private final Map<BenchmarkMode, Evaluation> newest = new ConcurrentHashMap<>();
    private final LongAdder measured = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    /** One benchmark in one mode, measured again with every version that is due. */
    private record BenchmarkMode(String benchmark, EvaluationMode mode) {}

    /** Nothing measured yet. */
    public EvaluatorProgress(Clock clock) {
        this.activity = new Activity(clock, "the broker and the schema registry");
    }

    /** A benchmark was read. */
    public void read(MeasuredBenchmark benchmark) {
        LOG.infof(
                "Benchmark %s: questions %s, %d examples before each. %s",
                benchmark.name(),
                benchmark.questionSet(),
                benchmark.prompts().examples().size(),
                String.join(" ", benchmark.remarks()));
    }

    /** A version's answers are sampled and graded. */
    public void measuring(long version) {
        activity.enter("measuring version " + version);
    }

    /** No version is due. */
    public void waitingForVersion() {
        activity.enter("waiting for a policy version that is due on policy-updates");
    }

    /** Results are on their way to the log. */
    public void publishing() {
        activity.enter("waiting for the broker to commit results");
    }

    /** Results are in the log. */
    public void published(List<Evaluation> evaluations) {
        for (Evaluation one : evaluations) {
            newest.put(new BenchmarkMode(one.getBenchmark(), one.getMode()), one);
            measured.increment();
            LOG.infof(
                    "Version %d on %s, %s: %.1f %% of %d questions right (95 %%: %.1f to %.1f), %.1f s",
                    one.getPolicyVersion(),
                    one.getBenchmark(),
                    one.getMode(),
                    100 * one.getAvgAtK(),
                    one.getQuestions(),
                    100 * one.getIntervalLow(),
                    100 * one.getIntervalHigh(),
                    one.getSeconds());
        }
    }

    /** A version will be measured once more. */
    public void retrying(long version, RuntimeException reason) {
        LOG.warnf("Version %d will be measured once more: %s", version, reason.getMessage());
    }

    /** A version was given up. */
    public void skipped(long version, RuntimeException reason) {
        LOG.warnf("Version %d is not measured: %s", version, reason.getMessage());
        skipped.increment();
    }

    /** The loop's current activity. */
    public Activity activity() {
        return activity;
    }

    /** The last result on a benchmark in a mode; null before the first. */
    public @Nullable Evaluation newest(String benchmark, EvaluationMode mode) {
        return newest.get(new BenchmarkMode(benchmark, mode));
    }

    /** Results published. */
    public long measured() {
        return measured.sum();
    }

    /** Versions given up. */
    public long skippedVersions() {
        return skipped.sum();
    }
}
