package dev.errata.rewardmodel.judge.rules;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code \boxed{...}}, {@code \fbox{...}} and {@code \boxed 5}. */
final class Boxes {

    /** Longest content in characters: limits the cost of hostile texts. */
    private static final int LONGEST = 8_192;

    private static final int LONGEST_BETWEEN = 24;

    private Boxes() {}

    /**
     * Reads a box.
     *
     * @param begin index of its backslash
     * @param behind index behind its command
     * @return the announcement; null where the box is empty or does not close
     */
    static @Nullable Announcement read(String text, int begin, int behind, int limit) {
        int from = Words.skip(text, behind, limit, false);
        if (from >= limit || (from == behind && Words.isLetter(text.charAt(from)))) {
            return null;
        }
        boolean braces = text.charAt(from) == '{';
        int end = braces ? closing(text, from, limit) : endOfToken(text, from, limit);
        int start = braces ? from + 1 : from;
        return end > start ? new Announcement(begin, start, end, Announcement.BOXED) : null;
    }

    /** Whether a text without announcement has a box, which then is empty or does not close. */
    static boolean hasOpen(String text) {
        return text.contains("\\boxed") || text.contains("\\fbox");
    }

    /** Index of the brace that closes the one at an index; -1 where none does. */
    static int closing(String text, int open, int limit) {
        int depth = 0;
        int most = Math.min(limit, open + LONGEST);
        for (int i = open; i < most; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Without braces the box ends at a dollar sign or at white space. */
    private static int endOfToken(String text, int from, int limit) {
        int end = from;
        while (end < limit
                && end - from < LONGEST
                && text.charAt(end) != '$'
                && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        while (end > from && ".,;:!?".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** Whether two different boxes, one behind the other, are one answer: {@code \boxed{3} or \boxed{5}}. */
    static boolean belongTogether(String text, Announcement first, Announcement second) {
        int from = first.to() + 1;
        if (!first.isBoxed() || !second.isBoxed() || from > second.begin() || second.begin() - from > LONGEST_BETWEEN) {
            return false;
        }
        String between = text.substring(from, second.begin())
                .replaceAll("\\\\text|[${}()\\[\\]\\\\\\s*&]", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean same = first.text(text).strip().equals(second.text(text).strip());
        return !same && between.matches("(?:,|and|or|, ?and|, ?or|/|;)?(?:\\s*[a-z]\\s*=)?");
    }
}
