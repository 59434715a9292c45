package dev.errata.rewardmodel;

import java.util.regex.Pattern;

/**
 * A reward model's reply to the question which step of an answer is the first wrong one.
 *
 * @param outcome the kind of reply
 * @param step number of the first wrong step, from 1; 0 where the reply names none
 */
public record Location(Outcome outcome, int step) {

    /** The step number for an answer without a wrong step. */
    private static final int NO_STEP = 0;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,5}");

    /** Kinds of reply. */
    public enum Outcome {
        /** It names a step of the answer. */
        LOCATED,
        /** The model replies that no step is wrong. */
        NONE,
        /** It names a step that the answer does not have. */
        OUT_OF_RANGE,
        /** It is not a number, or it did not end. */
        UNREADABLE
    }

    /**
     * Reads a reply. The whole reply must be one number; a digit within a longer text is not accepted.
     *
     * @param text the reply
     * @param ended whether the reply ended; a number that was cut off is another number
     * @param steps number of steps of the answer
     */
    public static Location read(String text, boolean ended, int steps) {
        String number = text.strip();
        if (!ended || !NUMBER.matcher(number).matches()) {
            return new Location(Outcome.UNREADABLE, NO_STEP);
        }
        int step = Integer.parseInt(number);
        if (step == NO_STEP) {
            return new Location(Outcome.NONE, NO_STEP);
        }
        return step <= steps ? new Location(Outcome.LOCATED, step) : new Location(Outcome.OUT_OF_RANGE, NO_STEP);
    }
}
