package dev.errata.rewardmodel.judge.numbers;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number without its sign as it stands in a plain text: {@code 1,234.50}, {@code 1 234}, {@code .5}, {@code 3/4},
 * {@code 2 1/2}, {@code 1.2e3}, {@code 1.2 x 10^3}.
 *
 * @param value its value; null where it is no number of its own: 12:30, 1.2.3, 2^5, 1,23 or one out of bounds
 * @param end index behind it
 */
public record WrittenNumber(@Nullable ExactNumber value, int end) {

    /** Longest number in characters, so that the cost of its arithmetic is bounded. */
    private static final int MOST_DIGITS = 200;

    private static final int LARGEST_EXPONENT = 99;

    /** Whether a number starts at an index of a plain text. */
    public static boolean startsAt(String plain, int at) {
        char c = plain.charAt(at);
        return PlainText.isDigit(c) || (c == '.' && at + 1 < plain.length() && PlainText.isDigit(plain.charAt(at + 1)));
    }

    /**
     * Reads the number that starts at an index.
     *
     * @param plain of {@link PlainText}
     */
    public static WrittenNumber at(String plain, int at) {
        return new Reading(plain, at).number();
    }

    /** One pass over the characters of a number. */
    private static final class Reading {

        private final String text;
        private final int start;
        private int at;

        Reading(String text, int start) {
            this.text = text;
            this.start = start;
            this.at = start;
        }

        WrittenNumber number() {
            BigDecimal first = decimal();
            if (first == null) {
                return new WrittenNumber(null, behindDigits());
            }
            ExactNumber value = scientific(first);
            value = value == null ? fractionOrMixed(first) : value;
            return value == null || goesOn() ? new WrittenNumber(null, behindDigits()) : new WrittenNumber(value, at);
        }

        /** Whether what follows makes it part of something else: a time, a ratio, a power, a version, 1e400. */
        private boolean goesOn() {
            char c = peek(0);
            boolean exponent = (c == 'e' || c == 'E') && (isDigit(1) || ("+-".indexOf(peek(1)) >= 0 && isDigit(2)));
            return exponent || c == '^' || c == 'π' || c == '√' || (":.,/".indexOf(c) >= 0 && isDigit(1));
        }

        private int behindDigits() {
            while (isDigit(0) || (at > start && ",.:".indexOf(peek(0)) >= 0 && isDigit(1))) {
                at++;
            }
            return Math.max(at, start + 1);
        }

        /** Digits, perhaps in groups, and decimals; null where they are too many. */
        private @Nullable BigDecimal decimal() {
            StringBuilder digits = new StringBuilder();
            digits(digits);
            groups(digits);
            if (peek(0) == '.' && isDigit(1)) {
                digits.append('.');
                at++;
                digits(digits);
            }
            return digits.length() > MOST_DIGITS || digits.length() == 0 ? null : new BigDecimal(digits.toString());
        }

        private void digits(StringBuilder into) {
            while (isDigit(0)) {
                if (into.length() <= MOST_DIGITS) {
                    into.append(peek(0));
                }
                at++;
            }
        }

        /** Groups of three behind one to three digits, all with the same separator; or of two as in 1,00,000. */
        private void groups(StringBuilder digits) {
            char separator = peek(0);
            int groups = 0;
            if (digits.length() == 0 || digits.length() > 3 || ", '_".indexOf(separator) < 0 || peek(0) == 0) {
                return;
            }
            while (separator == ',' && digits.length() <= 2 + 2 * groups && groupAt(2) && peek(3) == ',') {
                append(digits, 2);
                groups++;
            }
            while (peek(0) == separator && groupAt(3)) {
                append(digits, 3);
            }
        }

        private void append(StringBuilder digits, int size) {
            if (digits.length() <= MOST_DIGITS) {
                digits.append(text, at + 1, at + 1 + size);
            }
            at += 1 + size;
        }

        /** Whether exactly {@code size} digits follow the separator; 5 100-dollar notes are not 5100. */
        private boolean groupAt(int size) {
            for (int i = 1; i <= size; i++) {
                if (!isDigit(i)) {
                    return false;
                }
            }
            char next = peek(size + 1);
            boolean compound = peek(0) == ' '
                    && (next == '/' || Character.isLetter(next) || (next == '-' && Character.isLetter(peek(size + 2))));
            return !isDigit(size + 1) && !compound;
        }

        /** {@code e3}, {@code x 10^3}; null where there is no exponent. */
        private @Nullable ExactNumber scientific(BigDecimal mantissa) {
            int from = at;
            if (peek(0) == 'e' || peek(0) == 'E') {
                at++;
            } else {
                skipSpaces();
                char times = peek(0);
                at++;
                skipSpaces();
                boolean ten = (times == 'x' || times == 'X' || times == '*') && text.startsWith("10^", at);
                at = ten ? at + 3 : from;
            }
            Integer exponent = at == from ? null : exponent();
            if (exponent == null) {
                at = from;
                return null;
            }
            return ExactNumber.of(mantissa.scaleByPowerOfTen(exponent));
        }

        private @Nullable Integer exponent() {
            boolean bracket = peek(0) == '(';
            at += bracket ? 1 : 0;
            boolean negative = peek(0) == '-';
            at += negative || peek(0) == '+' ? 1 : 0;
            int digitsFrom = at;
            int size = 0;
            while (isDigit(0)) {
                size = Math.min(1_000, size * 10 + peek(0) - '0');
                at++;
            }
            boolean closed = !bracket || peek(0) == ')';
            at += bracket && closed ? 1 : 0;
            boolean usable = at > digitsFrom && closed && size <= LARGEST_EXPONENT && !Character.isLetter(peek(0));
            return usable ? (Integer) (negative ? -size : size) : null;
        }

        private @Nullable ExactNumber fractionOrMixed(BigDecimal first) {
            int from = at;
            skipSpaces();
            if (peek(0) == '/') {
                at++;
                skipSpaces();
                BigDecimal below = isDigit(0) ? decimal() : BigDecimal.ZERO;
                if (isDigitBefore(from) && below != null && below.signum() > 0) {
                    return new ExactNumber(first, below);
                }
                boolean unit = !Character.isDigit(text.charAt(at - 1));
                at = from;
                return unit ? ExactNumber.of(first) : null;
            }
            boolean and = text.startsWith("and ", at) && at > from;
            at += and ? 4 : 0;
            ExactNumber part = at > from ? properFraction() : null;
            if (part == null || first.stripTrailingZeros().scale() > 0) {
                at = from;
                return ExactNumber.of(first);
            }
            return ExactNumber.of(first).plus(part);
        }

        /** {@code 1/2} without spaces, below one. */
        private @Nullable ExactNumber properFraction() {
            BigInteger above = whole();
            boolean line = above != null && peek(0) == '/';
            at += line ? 1 : 0;
            BigInteger below = line ? whole() : null;
            boolean proper = above != null && below != null && above.compareTo(below) < 0;
            return proper ? new ExactNumber(new BigDecimal(above), new BigDecimal(below)) : null;
        }

        private @Nullable BigInteger whole() {
            int from = at;
            while (isDigit(0) && at - from < MOST_DIGITS) {
                at++;
            }
            return at == from ? null : new BigInteger(text.substring(from, at));
        }

        private void skipSpaces() {
            while (peek(0) == ' ') {
                at++;
            }
        }

        private boolean isDigitBefore(int index) {
            return index > 0 && PlainText.isDigit(text.charAt(index - 1));
        }

        private boolean isDigit(int ahead) {
            return PlainText.isDigit(peek(ahead));
        }

        /** The character at an offset from the current one; 0 behind the end. */
        private char peek(int ahead) {
            return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
        }
    }
}
