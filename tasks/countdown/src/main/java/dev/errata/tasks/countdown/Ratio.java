package dev.errata.tasks.countdown;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A ratio of whole numbers, in lowest terms.
 *
 * @param numerator above the line, sign included
 * @param denominator below the line, above zero
 */
record Ratio(BigInteger numerator, BigInteger denominator) {

    static Ratio of(long whole) {
        return new Ratio(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    Ratio plus(Ratio other) {
        return reduced(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Ratio negated() {
        return new Ratio(numerator.negate(), denominator);
    }

    Ratio times(Ratio other) {
        return reduced(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** One over this; empty for zero. */
    Optional<Ratio> inverse() {
        return numerator.signum() == 0 ? Optional.empty() : Optional.of(reduced(denominator, numerator));
    }

    private static Ratio reduced(BigInteger above, BigInteger below) {
        BigInteger divisor = above.gcd(below).multiply(BigInteger.valueOf(below.signum()));
        return new Ratio(above.divide(divisor), below.divide(divisor));
    }
}
