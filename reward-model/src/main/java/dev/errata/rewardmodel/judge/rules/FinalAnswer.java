package dev.errata.rewardmodel.judge.rules;

/**
 * A final answer as it was found in a text.
 *
 * @param text the answer, of any length
 * @param mark what it was found by, such as {@code ####}, {@code the answer is} or {@code last number}
 */
public record FinalAnswer(String text, String mark) {

    /** The answer was found by no announcement: the whole text is taken for it. */
    static final String WHOLE_TEXT = "whole text";

    private static final int MAX_CHARACTERS = 256;

    /** A text cut for people after 256 characters. */
    public static String abbreviated(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }
}
