package dev.errata.actors.weights;

import java.time.Duration;

/** No usable weights were announced in time. */
final class NoWeightsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoWeightsException(Duration waited, long unreadable) {
        super("No usable weights were announced on policy-updates within actor.first-weights-timeout = " + waited
                + (unreadable == 0 ? "" : ", and " + unreadable + " announcements could not be read")
                + ": start the learner, which publishes the start policy, or check that both use the same errata.run.");
    }
}
