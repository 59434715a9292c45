package dev.errata.rewardmodel.teachers.chat;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the first wrong step from a teacher's reply: from the line {@code First wrong step: 3}, from a list of verdicts
 * such as {@code Step 3: incorrect}, or from a number alone.
 *
 * <p>The official code of RLMEC reads the first digit, so that 12 becomes 1, and finds "correct" in "incorrect". Here
 * only whole numbers and whole words are read.
 */
final class FirstWrongStep {

    /** Characters at the end of a reply that are read. */
    private static final int LONGEST = 20_000;

    private static final String NUMBER = "(\\d{1,4})(?![\\d]|\\.\\d)";
    // Possessive and of bounded length: what one part has taken is never tried again by the next.
    private static final String AROUND = "[\\s*_`\\[(<#:]{0,16}+";
    private static final Pattern NAMED = Pattern.compile(
            "first\\s{1,16}+(?:wrong|incorrect|erroneous)\\s{1,16}+step" + AROUND + "(?:is\\b)?" + AROUND
                    + "(?:step\\b|no\\.)?" + AROUND + NUMBER,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VERDICT = Pattern.compile(
            "^[\\s*_`\\-]{0,16}+step\\s{0,16}+" + NUMBER
                    + "[\\s*_`:.)\\-]{0,16}+(?:is\\s{1,16}+)?(incorrect|wrong|false|not\\s{1,16}+correct)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern ALONE =
            Pattern.compile("(?:step\\s{0,16}+)?" + AROUND + NUMBER + "[\\s*_`\\]).]{0,64}+", Pattern.CASE_INSENSITIVE);

    private FirstWrongStep() {}

    /**
     * Reads a teacher's reply.
     *
     * @param steps number of steps of the answer
     * @return a number from 1 to {@code steps}; empty where the reply names none
     */
    static OptionalInt in(String reply, int steps) {
        return read(reply.substring(Math.max(0, reply.length() - LONGEST)), steps);
    }

    private static OptionalInt read(String reply, int steps) {
        OptionalInt named = last(NAMED.matcher(reply));
        if (named.isEmpty()) {
            named = first(VERDICT.matcher(reply));
        }
        Matcher alone = ALONE.matcher(reply.strip());
        if (named.isEmpty() && alone.matches()) {
            named = number(alone);
        }
        return named.isPresent() && named.getAsInt() >= 1 && named.getAsInt() <= steps ? named : OptionalInt.empty();
    }

    /** The last number, because a teacher may name others before it decides. */
    private static OptionalInt last(Matcher found) {
        OptionalInt number = OptionalInt.empty();
        while (found.find()) {
            number = number(found);
        }
        return number;
    }

    private static OptionalInt first(Matcher found) {
        return found.find() ? number(found) : OptionalInt.empty();
    }

    private static OptionalInt number(Matcher found) {
        return OptionalInt.of(Integer.parseInt(found.group(1)));
    }
}
