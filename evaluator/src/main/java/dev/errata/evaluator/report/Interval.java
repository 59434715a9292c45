package dev.errata.evaluator.report;

/**
 * A confidence interval of a share, both ends in [0, 1].
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** Two-sided 95 % point of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The 95 % score interval.
     *
     * <pre>
     *   (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
     * </pre>
     *
     * <p>E. B. Wilson 1927, JASA 22(158), 209-212. Unlike p ± z√(p(1−p)/n) it stays inside [0, 1] and is not empty at 0
     * and 1.
     *
     * @param share p, in [0, 1]
     * @param n questions, above zero
     */
    public static Interval wilson(double share, int n) {
        if (n < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("no interval for a share of " + share + " among " + n);
        }
        double z2n = Z * Z / n;
        double center = share + z2n / 2;
        double half = Z * Math.sqrt(share * (1 - share) / n + z2n / (4 * n));
        return new Interval(Math.max(0, (center - half) / (1 + z2n)), Math.min(1, (center + half) / (1 + z2n)));
    }
}
