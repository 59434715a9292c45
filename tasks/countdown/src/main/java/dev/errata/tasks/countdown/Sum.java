package dev.errata.tasks.countdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A written sum of whole numbers, such as {@code (25-3)*7}.
 *
 * @param value its exact value
 * @param numbers the numbers that it uses, ascending
 */
record Sum(Ratio value, List<Integer> numbers) {

    private static final int MOST_CHARACTERS = 200;

    /** Reads a text; empty where it is no sum, divides by zero, or is longer than any right answer. */
    static Optional<Sum> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String plain = text.replaceAll("\\s+(?=[^0-9])|(?<=[^0-9])\\s+", "")
                .replace('×', '*')
                .replace('·', '*')
                .replace('÷', '/')
                .replace('−', '-');
        Reader reader = new Reader(plain);
        try {
            Ratio value = reader.sum();
            reader.end();
            return Optional.of(new Sum(value, reader.numbers.stream().sorted().toList()));
        } catch (NoSumException malformed) {
            return Optional.empty();
        }
    }

    /** Thrown where a text is no sum. */
    private static final class NoSumException extends Exception {

        private static final long serialVersionUID = 1L;

        NoSumException() {
            super("no sum", null, false, false);
        }
    }

    /** Reads a sum from left to right: sums of products of factors. */
    private static final class Reader {

        private final String text;
        private final List<Integer> numbers = new ArrayList<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void end() throws NoSumException {
            if (at < text.length()) {
                throw new NoSumException();
            }
        }

        Ratio sum() throws NoSumException {
            Ratio value = product();
            while (next('+') || next('-')) {
                boolean minus = text.charAt(at++) == '-';
                Ratio term = product();
                value = value.plus(minus ? term.negated() : term);
            }
            return value;
        }

        private Ratio product() throws NoSumException {
            Ratio value = factor();
            while (next('*') || next('/')) {
                boolean over = text.charAt(at++) == '/';
                Ratio factor = factor();
                value = value.times(over ? factor.inverse().orElseThrow(NoSumException::new) : factor);
            }
            return value;
        }

        private Ratio factor() throws NoSumException {
            if (next('-')) {
                at++;
                return factor().negated();
            }
            if (!next('(')) {
                return number();
            }
            at++;
            Ratio value = sum();
            if (!next(')')) {
                throw new NoSumException();
            }
            at++;
            return value;
        }

        private Ratio number() throws NoSumException {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == start || at - start > 9) {
                throw new NoSumException();
            }
            int number = Integer.parseInt(text.substring(start, at));
            numbers.add(number);
            return Ratio.of(number);
        }

        private boolean next(char symbol) {
            return at < text.length() && text.charAt(at) == symbol;
        }
    }
}
