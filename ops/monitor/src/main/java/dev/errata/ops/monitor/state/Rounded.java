package dev.errata.ops.monitor.state;

import java.math.BigDecimal;
import java.math.MathContext;

/** Rounds numbers for the page, which shows four digits at most. */
final class Rounded {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Rounded() {}

    /** The value to six significant digits; infinite values and NaN as they are. */
    static double toSixDigits(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(SIX_DIGITS).doubleValue() : value;
    }
}
