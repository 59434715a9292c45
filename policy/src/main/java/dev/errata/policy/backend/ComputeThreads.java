package dev.errata.policy.backend;

import java.util.function.IntFunction;

/**
 * The number of threads that compute on a CPU in this process; 1 unless configured.
 *
 * <p>PyTorch's threads belong to the process and cannot change once it has started, so this is static state.
 */
public final class ComputeThreads {

    // One by default: on cores shared with other processes, threads that wait for one another cost minutes. Seen: a
    // test of 3 s of work took over 10 minutes with 2 threads at load 20.
    private static int count = 1;
    private static boolean fixed;

    private ComputeThreads() {}

    /** The number of threads that compute on a CPU. */
    public static synchronized int count() {
        return count;
    }

    /**
     * Sets the number of threads for networks made from now on.
     *
     * @throws IllegalStateException if a backend that cannot change its number is already running with another one
     */
    public static synchronized void configure(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be above zero, not " + threads);
        }
        if (fixed && threads != count) {
            throw new IllegalStateException(
                    "the engine already runs with " + count + " threads; configure it before its first use");
        }
        count = threads;
    }

    /**
     * Starts a backend that keeps its number of threads for the life of the process. The number is fixed unless the
     * start throws.
     *
     * @param start starts the backend with the given number of threads
     */
    public static synchronized <R> R fix(IntFunction<R> start) {
        R started = start.apply(count);
        fixed = true;
        return started;
    }
}
