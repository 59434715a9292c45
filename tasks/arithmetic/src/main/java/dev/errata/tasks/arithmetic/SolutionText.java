package dev.errata.tasks.arithmetic;

import java.util.List;
import java.util.OptionalInt;

/** The text form of solutions: {@code 6*4=24;4*2=8;8+8=16;16+24=40;####40}. */
public final class SolutionText {

    /** The mark before the final answer; one token. */
    public static final String ANSWER_MARK = "####";

    /** Ends a step. */
    public static final char STEP_END = ';';

    private SolutionText() {}

    /** The text of steps and a final answer. */
    public static String of(List<Step> steps, int answer) {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(step.text()));
        return text.append(ANSWER_MARK).append(answer).toString();
    }

    /** The final answer; empty unless exactly one is marked and it is a plain number. */
    public static OptionalInt answer(String text) {
        int mark = text.indexOf(ANSWER_MARK);
        if (mark < 0) {
            return OptionalInt.empty();
        }
        String number = text.substring(mark + ANSWER_MARK.length());
        return number.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(number)) : OptionalInt.empty();
    }

    /** The tokens of a text, one character each; the answer mark is one token and becomes {@code #}. */
    public static String tokens(String text) {
        return text.replace(ANSWER_MARK, "#");
    }

    /** Fewest token edits that turn one text into another. */
    public static int edits(String from, String to) {
        return Levenshtein.distance(tokens(from), tokens(to));
    }

    /**
     * Number of the step, from 1, that contains a token. The final answer is a step; the end-of-sequence token is part
     * of the last step.
     */
    public static int stepOf(String text, int token) {
        return 1
                + (int) tokens(text)
                        .substring(0, token)
                        .chars()
                        .filter(character -> character == STEP_END)
                        .count();
    }

    /** Number of leading steps that two texts share; the final answer counts as a step. */
    public static int sharedSteps(String one, String other) {
        String[] left = one.split(";", -1);
        String[] right = other.split(";", -1);
        int shared = 0;
        while (shared < left.length && shared < right.length && left[shared].equals(right[shared])) {
            shared++;
        }
        return shared;
    }

    /** Index of the first token in which two texts differ; the length of the shorter if it is a prefix of the other. */
    public static int firstDifference(String one, String other) {
        String left = tokens(one);
        String right = tokens(other);
        int at = 0;
        while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        return at;
    }
}
