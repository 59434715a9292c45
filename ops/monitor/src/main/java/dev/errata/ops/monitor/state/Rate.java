package dev.errata.ops.monitor.state;

import java.util.List;

/** An amount per second: now, and over the run. Not thread-safe. */
final class Rate {

    /** Seconds that "now" is averaged over; one batch of the learner may take several seconds. */
    static final int WINDOW_SECONDS = 30;

    // Work comes in batches a few seconds apart; narrower buckets would show the batches, not the rate.
    private static final long BUCKET_MILLIS = 10_000;

    // One more than the window, so that the current second does not push out the oldest.
    private static final int SLOTS = WINDOW_SECONDS + 1;

    private final Curve curve;
    private final long[] seconds = new long[SLOTS];
    private final double[] amounts = new double[SLOTS];
    private double total;

    Rate(int capacity) {
        this.curve = new Curve(capacity, BUCKET_MILLIS);
    }

    /** Adds an amount at a time, in milliseconds since the epoch. */
    void add(long at, double amount) {
        curve.add(at, amount);
        total += amount;
        long second = Math.floorDiv(at, 1000L);
        int slot = (int) Math.floorMod(second, (long) SLOTS);
        if (second > seconds[slot]) {
            seconds[slot] = second;
            amounts[slot] = 0;
        }
        if (second == seconds[slot]) {
            amounts[slot] += amount;
        }
    }

    /** The sum of all amounts. */
    double total() {
        return total;
    }

    /** Amount per second over the last {@value #WINDOW_SECONDS} whole seconds. */
    double now(long now) {
        long current = Math.floorDiv(now, 1000L);
        double sum = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (seconds[slot] < current && seconds[slot] >= current - WINDOW_SECONDS) {
                sum += amounts[slot];
            }
        }
        return sum / WINDOW_SECONDS;
    }

    /** Amount per second over the run, as {@link Curve#perSecond}. */
    List<double[]> points(long origin, long now) {
        return curve.perSecond(origin, now);
    }
}
