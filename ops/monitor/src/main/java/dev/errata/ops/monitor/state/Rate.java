package dev.errata.ops.monitor.state;

import java.util.List;

/** An amount per second: now, and over the run. Not thread-safe. */
final class Rate {

    /** Seconds that "now" is averaged over; one batch of the learner may take several seconds. */
    static final int WINDOW_SECONDS = 30;

    // Work comes in batches a few seconds apart; narrower buckets would show the batches, not the rate.
    private static final long BUCKET_MILLIS = 10_000;

    private final Curve curve;
    private final Window newest = new Window(WINDOW_SECONDS);
    private double total;

    Rate(int capacity) {
        this.curve = new Curve(capacity, BUCKET_MILLIS);
    }

    /** Adds an amount at a time, in milliseconds since the epoch. */
    void add(long at, double amount) {
        curve.add(at, amount);
        newest.add(at, amount);
        total += amount;
    }

    /** The sum of all amounts. */
    double total() {
        return total;
    }

    /** Amount per second over the last {@value #WINDOW_SECONDS} whole seconds. */
    double now(long now) {
        return newest.sum(now) / WINDOW_SECONDS;
    }

    /** Amount per second over the run, as {@link Curve#perSecond}. */
    List<double[]> points(long origin, long now) {
        return curve.perSecond(origin, now);
    }
}
