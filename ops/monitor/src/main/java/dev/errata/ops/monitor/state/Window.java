package dev.errata.ops.monitor.state;

/** An amount in each of the last seconds. Not thread-safe. */
final class Window {

    private final int length;
    private final long[] seconds;
    private final double[] amounts;

    /** A window of this many whole seconds. */
    Window(int length) {
        this.length = length;
        // One more than the window, so that the current second does not push out the oldest.
        this.seconds = new long[length + 1];
        this.amounts = new double[length + 1];
    }

    /** Adds an amount at a time, in milliseconds since the epoch. */
    void add(long at, double amount) {
        long second = Math.floorDiv(at, 1000L);
        int slot = (int) Math.floorMod(second, (long) seconds.length);
        if (second > seconds[slot]) {
            seconds[slot] = second;
            amounts[slot] = 0;
        }
        if (second == seconds[slot]) {
            amounts[slot] += amount;
        }
    }

    /** The amount in the last whole seconds; the current one is not over and does not count. */
    double sum(long now) {
        long current = Math.floorDiv(now, 1000L);
        double sum = 0;
        for (int slot = 0; slot < seconds.length; slot++) {
            if (seconds[slot] < current && seconds[slot] >= current - length) {
                sum += amounts[slot];
            }
        }
        return sum;
    }
}
