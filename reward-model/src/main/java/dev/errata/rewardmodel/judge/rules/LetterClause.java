package dev.errata.rewardmodel.judge.rules;

import java.util.Set;

/**
 * Finds the option letter that a clause names.
 *
 * @param last the last letter that is an option
 */
record LetterClause(char last) {

    private static final int LONGEST = 400;
    private static final int LONGEST_TEXT = 2_000;

    /** Words behind A or I that do not make it an article or a pronoun. */
    private static final Set<String> BEHIND_LETTER = Set.of(
            "because", "since", "as", "which", "is", "was", "and", "or", "but", "so", "for", "with", "by", "due",
            "given", "not", "nor", "would", "has", "gives", "if", "that");

    private static final Set<String> VERBS = Set.of("is", "was", "has", "would", "does", "isn't", "cannot", "can't");

    private static final Set<String> DENYING = Set.of(
            "not",
            "neither",
            "nor",
            "wrong",
            "incorrect",
            "false",
            "isn't",
            "aren't",
            "cannot",
            "can't",
            "eliminate",
            "eliminated",
            "except",
            "unlikely",
            "no",
            "or",
            "anything",
            "ruled",
            "never");

    /**
     * A reading of a clause.
     *
     * @param letter the letter that it names; 0 where it names none
     * @param several whether it names several, or denies one
     */
    record Reading(char letter, boolean several) {}

    /** The announced clause: from the first character that is not blank to the end of its sentence or line. */
    static String clause(String text, int from, int to) {
        int start = from;
        while (start < to && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int most = Math.min(to, start + LONGEST);
        int end = start;
        while (end < most && text.charAt(end) != '\n') {
            end++;
        }
        return text.substring(start, end);
    }

    /** Reads an announced clause: its first letter, if no other one is joined to it. */
    Reading announced(String clause) {
        int at = Words.skip(clause, 0, clause.length(), true);
        boolean first = true;
        while (at < clause.length()) {
            if (isLetter(clause, at, first)) {
                boolean joined = isJoined(clause, at);
                return new Reading(joined ? 0 : Character.toUpperCase(clause.charAt(at)), joined);
            }
            if (endsSentence(clause, at)) {
                break;
            }
            int end = Words.end(clause, at, clause.length());
            String word = Words.word(clause, at, end);
            if (DENYING.contains(word) || word.equals("but")) {
                return new Reading((char) 0, true);
            }
            first &= end > at
                            && Set.of("option", "choice", "letter", "text", "boxed", "textbf", "mathrm")
                                    .contains(word)
                    || !Words.isLetter(clause.charAt(at));
            at = Math.max(end, at + 1);
        }
        return new Reading((char) 0, false);
    }

    /** The only letter of the last sentence that has one; 0 where it has none, has several or denies. */
    char last(String text) {
        String end = text.length() <= LONGEST_TEXT ? text : text.substring(text.length() - LONGEST_TEXT);
        int to = end.length();
        while (to > 0) {
            int from = beginOfSentence(end, to);
            char found = only(end.substring(from, to));
            if (found != 0) {
                return found == SEVERAL ? 0 : found;
            }
            to = from;
        }
        return 0;
    }

    private static final char SEVERAL = '?';

    private static int beginOfSentence(String text, int to) {
        int from = to - 1;
        while (from > 0 && text.charAt(from - 1) != '\n' && !(endsSentence(text, from - 1) && from < to - 1)) {
            from--;
        }
        return Math.max(0, from);
    }

    private char only(String sentence) {
        char found = 0;
        boolean denied = false;
        boolean first = true;
        for (int at = Words.skip(sentence, 0, sentence.length(), true); at < sentence.length(); at++) {
            if (isLetter(sentence, at, first)) {
                char letter = Character.toUpperCase(sentence.charAt(at));
                found = found == 0 || found == letter ? letter : SEVERAL;
            } else if (Words.isLetter(sentence.charAt(at))) {
                int end = Words.end(sentence, at, sentence.length());
                denied |= DENYING.contains(Words.word(sentence, at, end));
                at = Math.max(at, end - 1);
                first = false;
            }
        }
        return found != 0 && denied ? SEVERAL : found;
    }

    /**
     * Whether an option's letter stands alone at an index.
     *
     * @param first whether no word stands before it, so that a small letter may be one
     */
    private boolean isLetter(String text, int at, boolean first) {
        char c = text.charAt(at);
        char upper = Character.toUpperCase(c);
        boolean inWord = (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)))
                || (at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1)));
        if (upper < 'A' || upper > last || inWord || isApostrophe(text, at)) {
            return false;
        }
        boolean bracketed = at > 0 && text.charAt(at - 1) == '(' && text.startsWith(")", at + 1);
        if (bracketed) {
            return true;
        }
        return c == upper ? !isWord(text, at) : first && endsHere(text, at + 1);
    }

    /** "A car", "I think": a capital that is an article or a pronoun. */
    private static boolean isWord(String text, int at) {
        char c = text.charAt(at);
        if ((c != 'A' && c != 'I') || at + 2 >= text.length() || text.charAt(at + 1) != ' ') {
            return false;
        }
        int end = Words.end(text, at + 2, text.length());
        return end > at + 2
                && Character.isLowerCase(text.charAt(at + 2))
                && !BEHIND_LETTER.contains(Words.word(text, at + 2, end));
    }

    private static boolean isApostrophe(String text, int at) {
        return at + 2 < text.length() && "'’".indexOf(text.charAt(at + 1)) >= 0 && Words.isLetter(text.charAt(at + 2));
    }

    private static boolean endsHere(String text, int at) {
        int next = Words.skip(text, at, text.length(), true);
        boolean abbreviated = next + 1 < text.length() && Words.isLetter(text.charAt(next + 1));
        return next >= text.length() || (!abbreviated && ".,;:!\n".indexOf(text.charAt(next)) >= 0);
    }

    /** Whether another letter is joined to the one at an index: B or C; B, C; B/C. */
    private boolean isJoined(String text, int at) {
        int next = Words.skip(text, at + 1, text.length(), true);
        int from = next;
        boolean comma = next < text.length() && ",/&;+".indexOf(text.charAt(next)) >= 0;
        next = comma ? Words.skip(text, next + 1, text.length(), true) : next;
        int end = Words.end(text, next, text.length());
        String word = Words.word(text, next, end);
        boolean joins = Set.of("or", "and", "nor").contains(word);
        next = joins ? Words.skip(text, end, text.length(), true) : next;
        if (next == from || next >= text.length()) {
            return false;
        }
        int behind = Words.end(text, Words.skip(text, next, text.length(), true), text.length());
        String option = Words.word(text, next, behind);
        next = option.equals("option") || option.equals("choice")
                ? Words.skip(text, behind, text.length(), true)
                : next;
        if (next >= text.length() || !isLetter(text, next, true)) {
            return false;
        }
        int verb = Words.skip(text, next + 1, text.length(), true);
        String follows = Words.word(text, verb, Words.end(text, verb, text.length()));
        return joins || !VERBS.contains(follows);
    }

    private static boolean endsSentence(String text, int at) {
        char c = text.charAt(at);
        return (c == '.' || c == '!' || c == '?')
                && at + 1 < text.length()
                && Character.isWhitespace(text.charAt(at + 1));
    }
}
