package dev.errata.rewardmodel.judge.rules;

import java.util.Set;

/**
 * A place where a text announces its final answer.
 *
 * @param begin index of the announcing words
 * @param from index behind them: the announced text starts here
 * @param to index where the announced text ends at the latest
 * @param mark the announcing words in one spelling: {@code ####}, {@code the answer is}, {@code answer:},
 *     {@code \boxed}, {@code <answer>}
 */
record Announcement(int begin, int from, int to, String mark) {

    static final String BOXED = "\\boxed";
    static final String HASHES = "####";

    private static final int LONGEST_LINE = 200;

    private static final Set<String> NEGATIONS = Set.of("not", "isn't", "aren't", "wasn't", "cannot", "can't", "won't");

    /** Of formulas, these are answers too. */
    private static final Set<String> DENIALS =
            Set.of("neither", "never", "unknown", "unclear", "undefined", "impossible");

    boolean isBoxed() {
        return mark.equals(BOXED);
    }

    boolean isHashes() {
        return mark.equals(HASHES);
    }

    /** Whether the announced text starts with a denial: "not 18", "unknown". */
    boolean denies(String whole) {
        return negates(whole) || DENIALS.contains(firstWord(whole));
    }

    /** Whether the announced text starts with a negation: "not 18". */
    boolean negates(String whole) {
        return NEGATIONS.contains(firstWord(whole));
    }

    private String firstWord(String whole) {
        int start = Words.skip(whole, from, to, true);
        return Words.word(whole, start, Words.end(whole, start, to));
    }

    /** Whether the line of the announced text has a digit. */
    boolean hasDigit(String whole) {
        int start = Words.skipLines(whole, from, to);
        int end = Math.min(to, start + LONGEST_LINE);
        for (int i = start; i < end && whole.charAt(i) != '\n'; i++) {
            if (Character.isDigit(whole.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    String text(String whole) {
        return whole.substring(from, to);
    }
}
