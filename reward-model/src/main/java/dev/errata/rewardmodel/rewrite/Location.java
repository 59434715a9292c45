package dev.errata.rewardmodel.rewrite;

import java.util.regex.Pattern;

/**
 * Where a reward model says that an answer first goes wrong.
 *
 * @param outcome what kind of reply it gave
 * @param step number of the first wrong step, from 1; 0 where it names none
 */
public record Location(Outcome outcome, int step) {

    /** The reply for an answer without a wrong step. */
    static final int NOWHERE = 0;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,5}");

    /** Kinds of reply. */
    public enum Outcome {
        /** It names a step of the answer. */
        LOCATED,
        /** It says that no step is wrong. */
        NONE,
        /** It names a step that the answer does not have. */
        OUT_OF_RANGE,
        /** It is no number, or never ended. */
        UNREADABLE
    }

    /**
     * Reads a reply: one whole number and nothing else, never a digit out of it.
     *
     * @param text the reply
     * @param ended whether it ended; a number that was cut off is another number
     * @param steps number of steps of the answer
     */
    static Location read(String text, boolean ended, int steps) {
        String number = text.strip();
        if (!ended || !NUMBER.matcher(number).matches()) {
            return new Location(Outcome.UNREADABLE, NOWHERE);
        }
        int step = Integer.parseInt(number);
        if (step == NOWHERE) {
            return new Location(Outcome.NONE, NOWHERE);
        }
        return step <= steps ? new Location(Outcome.LOCATED, step) : new Location(Outcome.OUT_OF_RANGE, NOWHERE);
    }
}
