package dev.errata.rewardmodel.judge.rules;

import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import dev.errata.rewardmodel.judge.numbers.PlainText;
import dev.errata.rewardmodel.judge.numbers.WrittenNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last number of a text that announces no answer. It does not count if it is one of a list: 5 or 6. */
final class LastNumber {

    /** Characters at the end of a text that are looked at. */
    private static final int LONGEST = 2_000;

    private static final Set<String> JOINING = Set.of("or", "and", "to", "nor", "times", "plus", "minus", "x");
    private static final Set<String> DENYING = Set.of("not", "cannot", "never");
    private static final Set<String> BOUNDING = Set.of("not", "than", "least", "most");

    private LastNumber() {}

    /** The last number; null where there is none of its own. */
    static @Nullable ExactNumber of(String text) {
        int from = Math.max(0, text.length() - LONGEST);
        while (from > 0 && from < text.length() && !Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        String plain = PlainText.of(text, from, text.length());
        int found = -1;
        int before = -1;
        WrittenNumber last = null;
        for (int i = 0; i < plain.length(); i++) {
            if (WrittenNumber.startsAt(plain, i)) {
                before = last == null ? -1 : last.end();
                found = i;
                last = WrittenNumber.at(plain, i);
                i = Math.max(i, last.end() - 1);
            }
        }
        ExactNumber value = last == null ? null : last.value();
        if (value == null || isOneOfMany(plain, before, found)) {
            return null;
        }
        return isNegative(plain, found) ? value.negated() : value;
    }

    /** Whether a minus directly before the number, perhaps with a dollar sign, is its sign and subtracts nothing. */
    private static boolean isNegative(String plain, int found) {
        int at = found - 1;
        while (at >= 0 && plain.charAt(at) == '$') {
            at--;
        }
        if (at < 0 || plain.charAt(at) != '-') {
            return false;
        }
        do {
            at--;
        } while (at >= 0 && plain.charAt(at) == ' ');
        boolean attached = at >= 0 && plain.charAt(at + 1) == '-' && Character.isLetterOrDigit(plain.charAt(at));
        return at < 0 || !(attached || Character.isDigit(plain.charAt(at)) || plain.charAt(at) == ')');
    }

    /** Whether a colon of 3:1 stands before the number; "Total: 18" and "Step 2: 18" are none. */
    private static boolean isRatio(String plain, int end, int found) {
        if (end < 2 || plain.charAt(end - 1) != ':') {
            return false;
        }
        boolean spaced = plain.charAt(end - 2) == ' ';
        int before = spaced ? end - 3 : end - 2;
        return before >= 0 && Character.isDigit(plain.charAt(before)) && (spaced || end == found);
    }

    /** Whether only a word that joins or denies, or a sign of a relation, stands before the number. */
    private static boolean isOneOfMany(String plain, int before, int found) {
        int end = found;
        while (end > 0 && " $-(".indexOf(plain.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean added = end > 1
                && plain.charAt(end - 1) == '+'
                && !plain.substring(0, end - 1).isBlank();
        if (added || end > 0 && "<>≤≥≠±√^_π!".indexOf(plain.charAt(end - 1)) >= 0 || isRatio(plain, end, found)) {
            return true;
        }
        if (before >= 0 && before <= end && plain.substring(before, end).isBlank()) {
            // Nothing but a minus, a dollar sign or a blank stands between two numbers: 5-3, 5 3.
            return true;
        }
        int begin = Words.begin(plain, end);
        String word = Words.word(plain, begin, end);
        int joint = word.isEmpty() ? end - 1 : begin;
        boolean joined =
                JOINING.contains(word) || (word.isEmpty() && end > 0 && ",/*".indexOf(plain.charAt(end - 1)) >= 0);
        boolean directly =
                before >= 0 && before <= joint && plain.substring(before, joint).isBlank();
        int behindSecond = plain.substring(0, begin).stripTrailing().length();
        String second = Words.word(plain, Words.begin(plain, behindSecond), behindSecond);
        boolean denied = BOUNDING.contains(word) || (word.equals("be") && DENYING.contains(second));
        return denied || (joined && directly);
    }
}
