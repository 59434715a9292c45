package dev.errata.rewards.worker;

import java.time.Clock;
import java.time.Instant;

/**
 * What a thread is doing or waiting for, and since when; written by that thread, read by the health checks.
 *
 * <p>Invariant: both facts change together, so a reader never sees the name of one wait with the time of another.
 */
public final class Progress {

    private final Clock clock;
    private volatile Step step;

    /**
     * One stretch of work or waiting.
     *
     * @param name what for
     * @param since when it began
     */
    public record Step(String name, Instant since) {}

    public Progress(Clock clock, String name) {
        this.clock = clock;
        this.step = new Step(name, clock.instant());
    }

    /** From now on it does or waits for this; the same name again does not start anew. */
    public void enter(String name) {
        if (!step.name().equals(name)) {
            step = new Step(name, clock.instant());
        }
    }

    public Step current() {
        return step;
    }
}
