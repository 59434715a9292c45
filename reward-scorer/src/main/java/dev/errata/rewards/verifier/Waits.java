package dev.errata.rewards.verifier;

import java.time.Duration;

/**
 * Waits between repeated requests.
 *
 * @param first wait before the first repetition; each further one is twice as long
 * @param longest longest wait
 */
record Waits(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /** Checks the durations. */
    Waits {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first-wait must be above 0, and longest-wait at least first-wait.");
        }
    }

    /**
     * The wait before a repetition.
     *
     * @param repetition 0 before the first one
     */
    Duration before(int repetition) {
        Duration wait = first.multipliedBy(1L << Math.min(repetition, MOST_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
