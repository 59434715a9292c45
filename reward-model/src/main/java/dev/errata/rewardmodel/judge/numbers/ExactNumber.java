package dev.errata.rewardmodel.judge.numbers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A rational number, exactly.
 *
 * @param numerator above the line, sign included
 * @param denominator below the line, above zero
 */
public record ExactNumber(BigDecimal numerator, BigDecimal denominator) {

    /** A decimal number. */
    public static ExactNumber of(BigDecimal value) {
        return new ExactNumber(value, BigDecimal.ONE);
    }

    /** The sum of two numbers. */
    public ExactNumber plus(ExactNumber other) {
        return new ExactNumber(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The product of two numbers. */
    public ExactNumber times(ExactNumber other) {
        return new ExactNumber(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * The quotient of two numbers.
     *
     * @param other not zero
     */
    public ExactNumber over(ExactNumber other) {
        ExactNumber divisor = other.signum() < 0 ? other.negated() : other;
        ExactNumber dividend = other.signum() < 0 ? negated() : this;
        return new ExactNumber(
                dividend.numerator.multiply(divisor.denominator), dividend.denominator.multiply(divisor.numerator));
    }

    /** The number with the other sign. */
    public ExactNumber negated() {
        return new ExactNumber(numerator.negate(), denominator);
    }

    /** -1, 0 or 1. */
    public int signum() {
        return numerator.signum();
    }

    /** Whether two numbers have the same value: 0.5 is 1/2. */
    public boolean sameAs(ExactNumber other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator)) == 0;
    }

    /** One spelling for each value: {@code 1200}, {@code 0.5}, or {@code 1/3} where no decimal is exact. */
    public String written() {
        if (denominator.compareTo(BigDecimal.ONE) == 0) {
            return plain(numerator);
        }
        int scale = Math.max(0, Math.max(numerator.scale(), denominator.scale()));
        BigInteger above = numerator.movePointRight(scale).toBigInteger();
        BigInteger below = denominator.movePointRight(scale).toBigInteger();
        BigInteger shared = above.gcd(below);
        above = above.divide(shared);
        below = below.divide(shared);
        BigInteger odd = below.shiftRight(below.getLowestSetBit());
        int twos = below.getLowestSetBit();
        int fives = 0;
        for (BigInteger five = BigInteger.valueOf(5); odd.mod(five).signum() == 0; odd = odd.divide(five)) {
            fives++;
        }
        return odd.equals(BigInteger.ONE)
                ? plain(new BigDecimal(above)
                        .divide(new BigDecimal(below), Math.max(twos, fives), RoundingMode.UNNECESSARY))
                : above + "/" + below;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
