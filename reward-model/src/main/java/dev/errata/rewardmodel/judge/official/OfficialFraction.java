package dev.errata.rewardmodel.judge.official;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as LaTeX writes it, exactly: {@code 3}, {@code -0.25}, {@code \frac{1}{3}}.
 *
 * @param numerator above the line, sign included
 * @param denominator below the line, above zero
 */
record OfficialFraction(BigDecimal numerator, BigDecimal denominator) {

    // Bounded lengths limit the cost of the match and of the arithmetic for any text.
    private static final String DECIMAL = "(\\d{0,30}(?:\\.\\d{0,30})?)";
    private static final Pattern PLAIN = Pattern.compile("([+-]?)" + DECIMAL);
    private static final Pattern OVER = Pattern.compile("(-?)\\\\frac\\{(-?" + DECIMAL + ")\\}\\{(" + DECIMAL + ")\\}");

    /** The number a cleaned text is, if it is one. */
    static Optional<OfficialFraction> parse(String text) {
        Matcher over = OVER.matcher(text);
        if (over.matches()) {
            return fraction(over.group(1), over.group(2), over.group(4));
        }
        Matcher plain = PLAIN.matcher(text);
        return plain.matches() ? fraction(plain.group(1), plain.group(2), "1") : Optional.empty();
    }

    /** Whether |this - wanted| is at most share times |wanted|. */
    boolean within(OfficialFraction wanted, BigDecimal share) {
        // a/b - c/d over the common denominator bd: no division, so no rounding.
        BigDecimal left = numerator.multiply(wanted.denominator);
        BigDecimal right = wanted.numerator.multiply(denominator);
        return left.subtract(right).abs().compareTo(right.abs().multiply(share)) <= 0;
    }

    private static Optional<OfficialFraction> fraction(String sign, String above, String below) {
        if (above.chars().noneMatch(Character::isDigit) || below.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        BigDecimal numerator = new BigDecimal(above);
        BigDecimal denominator = new BigDecimal(below);
        if (denominator.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(new OfficialFraction(sign.equals("-") ? numerator.negate() : numerator, denominator));
    }
}
