package dev.errata.rewardmodel.judge.rules;

import dev.errata.rewardmodel.judge.numbers.ExactNumber;
import dev.errata.rewardmodel.judge.numbers.PlainText;
import dev.errata.rewardmodel.judge.numbers.WrittenNumber;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one number that a clause such as {@code 48 + 24 = $72 in total} states.
 *
 * <p>A chain of equations states the last side that is a single number. A clause with an alternative (5 or 6), a
 * range, a bound, a denial or an unfinished sum (48 + 24) states none.
 */
final class NumberClause {

    /** Characters of a clause that are read. */
    private static final int LONGEST = 400;

    private static final int MOST_WORDS_BEFORE = 10;
    private static final int MOST_WORDS_OF_UNIT = 3;

    private final String text;
    private int at;

    /** The latest side of the chain: how many numbers it has, whether they are computed with, and the last of them. */
    private int numbers;

    private boolean computed;
    private int words;
    private @Nullable ExactNumber value;

    /** The latest side before this one that is a single number. */
    private @Nullable ExactNumber stated;

    private NumberClause(String plain) {
        this.text = plain;
    }

    /** The number stated by the clause that starts at an index; null where it states none. */
    static @Nullable ExactNumber number(String text, int from, int to) {
        int start = Words.skipLines(text, from, to);
        start = keepSign(text, from, start);
        int end = Math.min(to, start + LONGEST);
        int line = text.indexOf('\n', start);
        end = line < 0 ? end : Math.min(end, line);
        NumberClause clause = new NumberClause(PlainText.of(text, start, end));
        return clause.findFirst() ? clause.chain() : null;
    }

    /** Decoration includes the bracket and the dollar sign of {@code (-5)} and {@code $-5}, but no sign. */
    private static int keepSign(String text, int from, int start) {
        // "-" behind a line end and before a blank is the mark of a list.
        boolean listed = start + 1 < text.length()
                && text.charAt(start) == '-'
                && text.charAt(start + 1) == ' '
                && text.substring(from, start).indexOf('\n') >= 0;
        return listed ? start + 1 : start;
    }

    /** Moves to the first number; false where a word before it makes the clause state none. */
    private boolean findFirst() {
        int skipped = 0;
        while (at < text.length() && skipped <= MOST_WORDS_BEFORE) {
            char c = text.charAt(at);
            if (WrittenNumber.startsAt(text, at) || isSign(at)) {
                return true;
            }
            if (Words.isLetter(c)) {
                int end = Words.end(text, at, text.length());
                String word = Words.word(text, at, end);
                if (ClauseWords.UNSTATED.contains(word)
                        || (end < text.length() && PlainText.ascii(text.charAt(end)) == '^')) {
                    return false;
                }
                if (word.equals("negative") || word.equals("minus")) {
                    return true;
                }
                skipped++;
                boolean computing = ClauseWords.COMPUTING.contains(word) || (computed && word.equals("of"));
                computed = computing && !text.startsWith(" (", end) && numberBehind(behindOf(end)) >= 0;
                boolean abbreviated =
                        end < text.length() && text.charAt(end) == '.' && ClauseWords.ABBREVIATIONS.contains(word);
                at = abbreviated ? end + 1 : end;
            } else if (endsSentence(at) || "±√π≤≥≠<>∞".indexOf(c) >= 0) {
                return false;
            } else {
                at++;
            }
        }
        return false;
    }

    /** A minus or a plus with a number behind it, perhaps behind blanks and a dollar sign. */
    private boolean isSign(int index) {
        char c = text.charAt(index);
        boolean hyphen = index > 0 && Character.isLetterOrDigit(text.charAt(index - 1));
        return (c == '-' || c == '+') && !hyphen && numberBehind(index + 1) >= 0;
    }

    /** Index of the number behind blanks, brackets and a dollar sign; -1 where there is none. */
    private int numberBehind(int from) {
        int next = from;
        while (next < text.length() && " $(".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next < text.length() && WrittenNumber.startsAt(text, next) ? next : -1;
    }

    /** Index behind the word "of", if it stands there. */
    private int behindOf(int index) {
        return text.startsWith(" of ", index) ? index + 4 : index;
    }

    private boolean endsSentence(int index) {
        char c = text.charAt(index);
        return c == ';'
                || ((c == '.' || c == '!' || c == '?')
                        && (index + 1 == text.length() || text.charAt(index + 1) == ' '));
    }

    /** Reads side after side; each is a number, or a computation whose value stands on another side. */
    private @Nullable ExactNumber chain() {
        boolean reading = true;
        boolean operand = true;
        while (reading && at < text.length()) {
            char c = text.charAt(at);
            boolean starts = WrittenNumber.startsAt(text, at);
            if (starts || (operand && isSign(at)) || (operand && isSignWord())) {
                reading = number();
                operand = false;
            } else if (c == '=') {
                endSide();
                operand = true;
                at++;
            } else if (Words.isLetter(c)) {
                reading = word();
            } else if (isOperator(at)) {
                computed = true;
                operand = true;
                at++;
            } else if (c == '<' && at + 1 < text.length() && "/|".indexOf(text.charAt(at + 1)) >= 0) {
                // A closing tag or a special token ends the clause.
                reading = false;
            } else if (c == '^' && words > 0 && Words.isLetter(text.charAt(at - 1)) && isExponent(at + 1)) {
                // 20 cm^2
                at += 2;
            } else if ("±√π≤≥≠<>^∞".indexOf(c) >= 0 || (c == '|' && numbers == 0)) {
                return null;
            } else {
                reading = separator(c);
            }
        }
        return result();
    }

    /** Whether reading goes on behind a character that is no part of a number, a word or an operation. */
    private boolean separator(char c) {
        if (c == ',' && numberBehind(at + 1) >= 0) {
            computed = true;
            return false;
        }
        if (computed && text.startsWith(", which is ", at)) {
            at += 2;
            return true;
        }
        boolean goesOn = " $()%*'\"`_[]/-~".indexOf(c) >= 0 && !(c == '(' && numbers > 0 && !opensNumber());
        at++;
        return goesOn;
    }

    private boolean isExponent(int index) {
        return index < text.length() && "23".indexOf(text.charAt(index)) >= 0;
    }

    private boolean opensNumber() {
        int behind = numberBehind(at);
        int close = behind < 0 ? -1 : text.indexOf(')', behind);
        // (9)(2) is a product; "18 (9 eggs)" explains.
        return close >= 0 && WrittenNumber.at(text, behind).end() == close;
    }

    private boolean isSignWord() {
        int end = Words.end(text, at, text.length());
        String word = Words.word(text, at, end);
        return (word.equals("negative") || word.equals("minus")) && numberBehind(end) >= 0;
    }

    /** An operator between operands: with a number, a bracket or a blank and a number behind it. */
    private boolean isOperator(int index) {
        char c = text.charAt(index);
        if ("+-*/".indexOf(c) < 0 || numbers == 0 && !computed) {
            return false;
        }
        // ** is bold type.
        boolean bold = c == '*'
                && (index + 1 < text.length() && text.charAt(index + 1) == '*'
                        || index > 0 && text.charAt(index - 1) == '*');
        return !bold && ((c == '+' && numbers > 0) || numberBehind(index + 1) >= 0);
    }

    /** Reads a number with its sign; false where a number directly behind another one ends the chain. */
    private boolean number() {
        boolean negative = false;
        while (!WrittenNumber.startsAt(text, at)) {
            char c = text.charAt(at);
            negative ^= c == '-' || Words.isLetter(c);
            at = Words.isLetter(c) ? Words.end(text, at, text.length()) : at + 1;
        }
        if (numbers > 0 && !computed && words > 0) {
            // "18 eggs since 9 ...": the clause went on in words.
            return false;
        }
        WrittenNumber written = WrittenNumber.at(text, at);
        ExactNumber size = written.value();
        computed |= numbers > 0;
        numbers++;
        words = 0;
        at = written.end();
        value = size == null || !negative ? size : size.negated();
        return size != null || power();
    }

    /** Steps over the exponent of {@code 2^3}, which is a computation; false where there is none. */
    private boolean power() {
        if (at == text.length() || text.charAt(at) != '^') {
            return false;
        }
        computed = true;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || "^{}()".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return true;
    }

    /** A word behind a number: a unit, a scale, or the end of the chain. */
    private boolean word() {
        int end = Words.end(text, at, text.length());
        String word = Words.word(text, at, end);
        if (numbers == 0) {
            at = Math.max(end, at + 1);
            stated = ClauseWords.UNSTATED.contains(word) ? null : stated;
            return ++words <= MOST_WORDS_BEFORE && !ClauseWords.UNSTATED.contains(word);
        }
        if (word.equals("of") && numberBehind(end) >= 0 && text.indexOf('=', end) < 0) {
            return false;
        }
        boolean attached = at > 0 && Character.isDigit(text.charAt(at - 1));
        boolean variable = attached && ClauseWords.VARIABLES.contains(word);
        BigDecimal scale = word.equals("k") && !attached ? null : ClauseWords.SCALES.get(word);
        if (variable && numberBehind(end) < 0) {
            computed = true;
        } else if (scale != null && value != null && words == 0) {
            value = value.times(ExactNumber.of(scale));
        } else if (word.equals("equals") || (word.equals("is") && computed)) {
            endSide();
        } else if (computes(word, end)) {
            computed = true;
        } else {
            words++;
        }
        at = Math.max(end, at + 1);
        return words <= MOST_WORDS_OF_UNIT;
    }

    /** Whether a word behind a number joins another one to it, computes with it or makes it a bound. */
    private boolean computes(String word, int end) {
        if (numberBehind(end) >= 0) {
            boolean during = word.equals("over") && words > 0;
            return !during && (ClauseWords.OPERATIONS.contains(word) || ClauseWords.JOINING.contains(word));
        }
        int next = Words.skip(text, end, text.length(), false);
        String second = Words.word(text, next, Words.end(text, next, text.length()));
        return (word.equals("or") && ClauseWords.BOUNDING.contains(second))
                || (ClauseWords.OPERATIONS.contains(word)
                        && !Set.of("of", "over", "times").contains(word));
    }

    private void endSide() {
        if (numbers == 1 && !computed && value != null) {
            stated = value;
        }
        numbers = 0;
        computed = false;
        words = 0;
        value = null;
    }

    private @Nullable ExactNumber result() {
        boolean single = numbers == 1 && !computed;
        return single ? value : stated;
    }
}
