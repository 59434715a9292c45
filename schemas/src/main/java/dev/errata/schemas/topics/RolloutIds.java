package dev.errata.schemas.topics;

/**
 * Rollout ids, {@code <questions topic>/<partition>/<offset>#<sample>}: the asked record and the index of the answer
 * among its n.
 */
public final class RolloutIds {

    private static final char SAMPLE = '#';

    private RolloutIds() {}

    /** The asked question that a rollout answers: its id without the sample index. */
    public static String asked(String rolloutId) {
        int sample = rolloutId.lastIndexOf(SAMPLE);
        return sample < 0 ? rolloutId : rolloutId.substring(0, sample);
    }
}
