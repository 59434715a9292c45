package dev.errata.schemas.topics;

/**
 * Rollout ids, {@code <questions topic>/<partition>/<offset>[@<pass>]#<sample>}: the asked record, the pass over its
 * source if it is not the first, and the index of the answer among its n.
 */
public final class RolloutIds {

    private static final char SAMPLE = '#';
    private static final char PASS = '@';

    private RolloutIds() {}

    /**
     * The id of one answer.
     *
     * @param record position of the asked record, {@code <questions topic>/<partition>/<offset>}
     * @param pass 0 for the first pass over the source
     * @param sample 0-based index among the n answers
     */
    public static String of(String record, long pass, int sample) {
        return pass == 0 ? record + SAMPLE + sample : record + PASS + pass + SAMPLE + sample;
    }

    /** The asked question that a rollout answers: its id without the sample index. */
    public static String asked(String rolloutId) {
        int sample = rolloutId.lastIndexOf(SAMPLE);
        return sample < 0 ? rolloutId : rolloutId.substring(0, sample);
    }
}
