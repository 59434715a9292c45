package dev.errata.rewardmodel.judge.rules;

import dev.errata.rewardmodel.judge.numbers.PlainText;
import java.util.Locale;

/** Words and what surrounds them, found from an index of a text in either direction. */
final class Words {

    /** Markdown, quotes, brackets and dollar signs around an answer. */
    private static final String DECORATION = "*_`\"'’‘“”$~()[]{}";

    private static final int LONGEST = 24;

    /** Blanks and decoration skipped at a time: limits the cost of hostile texts. */
    private static final int MOST_SKIPPED = 1_000;

    private Words() {}

    static boolean isLetter(char c) {
        return Character.isLetter(c);
    }

    static boolean isDecoration(char c) {
        return DECORATION.indexOf(c) >= 0;
    }

    /** The end of the word that starts at an index; the index itself where none does. */
    static int end(String text, int from, int to) {
        int end = from;
        while (end < to && end - from < LONGEST && (isLetter(text.charAt(end)) || isApostrophe(text, end, from, to))) {
            end++;
        }
        return end;
    }

    private static boolean isApostrophe(String text, int at, int from, int to) {
        char c = PlainText.ascii(text.charAt(at));
        return c == '\'' && at > from && at + 1 < to && isLetter(text.charAt(at + 1));
    }

    /** The word between two indices in lower case, with a straight apostrophe. */
    static String word(String text, int from, int end) {
        return text.substring(from, end).replace('’', '\'').toLowerCase(Locale.ROOT);
    }

    /** Where the word that ends at an index begins; the index itself where none does. */
    static int begin(String text, int end) {
        int begin = end;
        while (begin > 0 && end - begin < LONGEST && isLetter(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    /** Skips blanks of a line and, where asked, decoration. */
    static int skip(String text, int from, int to, boolean decoration) {
        int most = Math.min(to, from + MOST_SKIPPED);
        int at = from;
        while (at < most && (isBlank(text.charAt(at)) || (decoration && isDecoration(text.charAt(at))))) {
            at++;
        }
        return at;
    }

    /** Skips blanks, line ends, decoration and the beginning of a formula. */
    static int skipLines(String text, int from, int to) {
        int most = Math.min(to, from + MOST_SKIPPED);
        int at = from;
        while (at < most
                && (Character.isWhitespace(text.charAt(at)) || isDecoration(text.charAt(at)) || opens(text, at))) {
            at += opens(text, at) ? 2 : 1;
        }
        return Math.min(at, to);
    }

    /** Whether a formula opens at an index with a backslash and a bracket. */
    private static boolean opens(String text, int at) {
        return text.startsWith("\\[", at) || text.startsWith("\\(", at);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || (c > 127 && Character.isSpaceChar(c) && c != '\u2028' && c != '\u2029');
    }
}
