package dev.errata.ops.bench.soak;

import java.time.Duration;

/**
 * The length of a soak.
 *
 * @param steps training steps to make
 * @param samples sampling calls to make
 * @param warmUp steps and samples before memory is compared; fewer than either
 * @param atMost time limit
 */
public record SoakPlan(int steps, int samples, int warmUp, Duration atMost) {

    /** Refuses a plan that ends before memory can be compared. */
    public SoakPlan {
        requireMoreThan(warmUp, "--steps", steps);
        requireMoreThan(warmUp, "--samples", samples);
        if (warmUp < 1 || atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("--warm-up is " + warmUp + " and --minutes-at-most "
                    + atMost.toSeconds() / 60.0 + ": give at least 1 and more than 0 minutes.");
        }
    }

    private static void requireMoreThan(int warmUp, String option, int value) {
        if (value <= warmUp) {
            throw new IllegalArgumentException(option + " is " + value + ": give at least " + (warmUp + 1L)
                    + ", since the first " + warmUp + " are the warm-up.");
        }
    }

    boolean isDone(int stepsMade, int samplesMade) {
        return stepsMade >= steps && samplesMade >= samples;
    }
}
