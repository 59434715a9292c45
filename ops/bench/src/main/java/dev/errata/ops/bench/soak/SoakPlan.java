package dev.errata.ops.bench.soak;

import java.time.Duration;

/**
 * How long to work.
 *
 * @param steps training steps to make
 * @param samples sampling calls to make
 * @param warmUp how many of each are made before memory counts; fewer than either
 * @param atMost when to end in any case
 */
public record SoakPlan(int steps, int samples, int warmUp, Duration atMost) {

    /** Refuses a plan of which nothing could be said. */
    public SoakPlan {
        requireMoreThan(warmUp, "--steps", steps);
        requireMoreThan(warmUp, "--samples", samples);
        if (warmUp < 1 || atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("--warm-up is " + warmUp + " and --minutes-at-most "
                    + atMost.toSeconds() / 60.0 + ": give at least 1, and more than 0.");
        }
    }

    private static void requireMoreThan(int warmUp, String option, int value) {
        if (value <= warmUp) {
            throw new IllegalArgumentException(option + " is " + value + ": give at least " + (warmUp + 1L)
                    + ", for the first " + warmUp + " are the warm-up.");
        }
    }

    boolean isDone(int stepsMade, int samplesMade) {
        return stepsMade >= steps && samplesMade >= samples;
    }
}
