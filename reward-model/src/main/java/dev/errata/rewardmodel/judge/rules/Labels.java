package dev.errata.rewardmodel.judge.rules;

/** The label of an option at the start of a text: {@code (B)}, {@code B)}, {@code B.}, {@code B:}, {@code B -} or B. */
final class Labels {

    private Labels() {}

    /** The option labeled at the start of a text, from 0; -1 where there is no label. */
    static int labelOf(String text) {
        int at = letterAt(text);
        return at < 0 ? -1 : Character.toUpperCase(text.charAt(at)) - 'A';
    }

    /** What follows the label. */
    static String behind(String text) {
        int at = letterAt(text) + 1;
        while (at < text.length()
                && (").:-–—".indexOf(text.charAt(at)) >= 0
                        || Words.isBlank(text.charAt(at))
                        || Words.isDecoration(text.charAt(at)))) {
            at++;
        }
        return text.substring(at);
    }

    private static int letterAt(String text) {
        int at = Words.skip(text, 0, text.length(), true);
        if (text.regionMatches(true, at, "option ", 0, 7) || text.regionMatches(true, at, "choice ", 0, 7)) {
            at = Words.skip(text, at + 7, text.length(), true);
        }
        if (at >= text.length() || !isOption(text.charAt(at))) {
            return -1;
        }
        boolean bracket = at > 0 && text.charAt(at - 1) == '(';
        char next = at + 1 < text.length() ? text.charAt(at + 1) : '.';
        boolean closed = bracket
                ? next == ')'
                : ").:*`\"'$}".indexOf(next) >= 0 || isDash(text, at + 1) || at + 1 == text.length();
        boolean upper = Character.isUpperCase(text.charAt(at)) || next == ')' || at + 1 == text.length();
        return closed && upper ? at : -1;
    }

    /** {@code B - the Moon}: a dash between blanks. */
    private static boolean isDash(String text, int at) {
        return text.startsWith(" - ", at) || text.startsWith(" – ", at);
    }

    static boolean isOption(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
