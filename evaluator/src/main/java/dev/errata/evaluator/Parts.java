package dev.errata.evaluator;

import dev.errata.evaluator.benchmark.Benchmarks;
import dev.errata.evaluator.benchmark.Drawing;
import dev.errata.evaluator.benchmark.MeasuredPolicy;
import dev.errata.evaluator.benchmark.Measurement;
import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.progress.Progress;
import dev.errata.evaluator.report.Results;
import dev.errata.evaluator.versions.Announcements;
import dev.errata.evaluator.versions.VersionChoice;
import dev.errata.evaluator.versions.Weights;
import dev.errata.schemas.Evaluation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** What the loop works with, and the bookkeeping around each step of it. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Parts.class);
    private static final long BETWEEN_LOOKS_MILLIS = 250;

    private final Benchmarks benchmarks;
    private final List<Drawing> drawings;
    private final Announcements announcements;
    private final VersionChoice choice;
    private final Weights weights;
    private final List<Measurement> measurements;
    private final Results results;
    private final Progress progress;
    private final Runnable wakeupGrader;
    private volatile boolean stopped;

    Parts(Questions questions, Versions versions, Judging judging, Results results, Progress progress) {
        this.benchmarks = questions.benchmarks();
        this.drawings = questions.drawings();
        this.announcements = versions.announcements();
        this.choice = versions.choice();
        this.weights = versions.weights();
        this.measurements = benchmarks.all().stream()
                .map(set -> new Measurement(set, judging.grader(), judging.clock(), this::goOn))
                .toList();
        this.results = results;
        this.progress = progress;
        this.wakeupGrader = judging.wakeup();
    }

    /** What is asked, and how answers are drawn. */
    record Questions(Benchmarks benchmarks, List<Drawing> drawings) {}

    /** Which versions there are, which is next, and where weights are loaded. */
    record Versions(Announcements announcements, VersionChoice choice, Weights weights) {}

    /** Who judges, how to interrupt that, and the time. */
    record Judging(Grader grader, Runnable wakeup, Clock clock) {}

    Progress progress() {
        return progress;
    }

    /** Versions measured before this process started. */
    Set<Long> resume() {
        return results.resume(benchmarks.heldOut().benchmark());
    }

    Optional<Long> nextVersion(NavigableSet<Long> done) {
        announcements.refresh();
        return choice.next(announcements.versions(), done, announcements.quiet());
    }

    MeasuredPolicy load(long version) {
        progress.isAt("measuring version " + version);
        Path folder = announcements.weights(version).verified();
        return weights.load(folder);
    }

    List<Evaluation> measure(MeasuredPolicy policy, long version) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (Measurement measurement : measurements) {
            for (Drawing drawing : drawings) {
                evaluations.add(measurement.of(policy, version, drawing));
            }
        }
        return evaluations;
    }

    void publish(List<Evaluation> evaluations) {
        progress.isAt("waiting for the broker to commit results");
        results.publish(evaluations);
        for (Evaluation one : evaluations) {
            progress.published(one);
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

    /** Waits a moment for something to measure. */
    void pause() {
        progress.isAt("waiting for a policy version that is due on policy-updates");
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Interrupts whatever waits; may be called from any thread. */
    void stop() {
        stopped = true;
        announcements.wakeup();
        results.wakeup();
        wakeupGrader.run();
    }

    @Override
    public void close() {
        results.close();
        announcements.close();
        weights.close();
    }

    private void goOn() {
        if (stopped) {
            throw new WakeupException();
        }
    }
}
