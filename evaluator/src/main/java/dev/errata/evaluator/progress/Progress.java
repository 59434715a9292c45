package dev.errata.evaluator.progress;

import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the evaluator has measured and what it waits for. Written by the loop's thread, read by any. */
public final class Progress {

    private final Clock clock;
    private final Map<Series, Evaluation> newest = new ConcurrentHashMap<>();
    private final LongAdder measured = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private volatile Wait wait;

    /** What is measured again and again. */
    private record Series(String benchmark, EvaluationMode mode) {}

    /** Nothing measured yet. */
    public Progress(Clock clock) {
        this.clock = clock;
        this.wait = new Wait("the broker and the schema registry", clock.instant());
    }

    /** The loop waits, or is at work on something, from now on unless it was before. */
    public void isAt(String reason) {
        if (!wait.reason().equals(reason)) {
            wait = new Wait(reason, clock.instant());
        }
    }

    /** A result is in the log. */
    public void published(Evaluation evaluation) {
        newest.put(new Series(evaluation.getBenchmark(), evaluation.getMode()), evaluation);
        measured.increment();
    }

    /** A version was given up. */
    public void skipped() {
        skipped.increment();
    }

    /** What the loop waits for or is at work on. */
    public Wait currentWait() {
        return wait;
    }

    /** The last result on a benchmark in a mode; null before the first. */
    public @Nullable Evaluation newest(String benchmark, EvaluationMode mode) {
        return newest.get(new Series(benchmark, mode));
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
