package dev.errata.rewardmodel.teachers.chat;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The most tokens and money that a teacher may use, over all runs with one transcript.
 *
 * @param tokens most tokens, read and written
 * @param cost highest cost, in the currency of the prices
 * @param priceIn price of a million tokens read
 * @param priceOut price of a million tokens written
 */
public record SpendingLimit(OptionalLong tokens, OptionalDouble cost, double priceIn, double priceOut) {

    private static final double MILLION = 1e6;

    /** Checks that a limit on money has prices. */
    public SpendingLimit {
        if (!(priceIn >= 0 && priceOut >= 0) || tokens.orElse(1) < 1 || !(cost.orElse(1) > 0)) {
            throw new IllegalArgumentException(
                    "--max-tokens-spent and --max-cost must be above 0, and prices not below 0.");
        }
        if (cost.isPresent() && priceIn + priceOut == 0) {
            throw new IllegalArgumentException(
                    "A limit on cost needs prices: give --price-in and --price-out, for a million tokens each.");
        }
    }

    /** No limit. */
    public static SpendingLimit none() {
        return new SpendingLimit(OptionalLong.empty(), OptionalDouble.empty(), 0, 0);
    }

    double cost(long in, long out) {
        return (in * priceIn + out * priceOut) / MILLION;
    }

    boolean allows(long in, long out) {
        return in + out <= tokens.orElse(Long.MAX_VALUE) && cost(in, out) <= cost.orElse(Double.MAX_VALUE);
    }
}
