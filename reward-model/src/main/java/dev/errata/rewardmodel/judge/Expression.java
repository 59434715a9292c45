package dev.errata.rewardmodel.judge;

import dev.errata.rewardmodel.judge.numbers.PlainText;
import java.util.OptionalDouble;

/**
 * The value of a written sum such as {@code (3+2)*4.5/2}.
 *
 * <p>It reads numbers, {@code + - * /}, brackets and a percent sign, and nothing else: model output is never executed.
 */
final class Expression {

    private static final int LONGEST_WRITTEN = 2_048;
    private static final int MOST_CHARACTERS = 512;
    private static final int DEEPEST = 32;

    private final String text;
    private int at;
    private int depth;

    private Expression(String text) {
        this.text = text;
    }

    /** The value; empty where the text is no expression, too long, too deep, or divides by zero. */
    static OptionalDouble value(String written) {
        if (written.length() > LONGEST_WRITTEN) {
            return OptionalDouble.empty();
        }
        String text = PlainText.of(written, 0, written.length())
                .replace(" ", "")
                .replace(",", "")
                .replace("$", "");
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return OptionalDouble.empty();
        }
        Expression expression = new Expression(text);
        double value = expression.sum();
        boolean whole = expression.at == text.length();
        return whole && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private double sum() {
        double value = product();
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            value += text.charAt(at++) == '+' ? product() : -product();
        }
        return value;
    }

    private double product() {
        double value = factor();
        while (at < text.length() && (text.charAt(at) == '*' || text.charAt(at) == '/')) {
            boolean times = text.charAt(at++) == '*';
            double next = factor();
            value = times ? value * next : value / next;
        }
        return value;
    }

    /** A number or a bracket, perhaps after a minus; NaN, which makes the whole value NaN, where there is none. */
    private double factor() {
        if (at >= text.length() || depth >= DEEPEST) {
            return Double.NaN;
        }
        depth++;
        double value;
        if (text.charAt(at) == '-') {
            at++;
            value = -factor();
        } else if (text.charAt(at) == '(') {
            at++;
            value = sum();
            value = at < text.length() && text.charAt(at++) == ')' ? value : Double.NaN;
        } else {
            value = number();
        }
        depth--;
        if (at < text.length() && text.charAt(at) == '%') {
            at++;
            return value / 100;
        }
        return value;
    }

    private double number() {
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String number = text.substring(start, at);
        boolean readable = number.chars().anyMatch(c -> c != '.') && number.indexOf('.') == number.lastIndexOf('.');
        return readable ? Double.parseDouble(number) : Double.NaN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
