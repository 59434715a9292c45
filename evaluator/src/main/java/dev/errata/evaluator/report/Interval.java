package dev.errata.evaluator.report;

import java.util.Arrays;

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
     * @param n questions, or an effective number of them; 1 or more
     */
    public static Interval wilson(double share, double n) {
        if (!(n >= 1 && share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("no interval for a share of " + share + " among " + n);
        }
        double z2n = Z * Z / n;
        double center = share + z2n / 2;
        double half = Z * Math.sqrt(share * (1 - share) / n + z2n / (4 * n));
        return new Interval(Math.max(0, (center - half) / (1 + z2n)), Math.min(1, (center + half) / (1 + z2n)));
    }

    /**
     * The 95 % interval of a mean over questions, each of which has a share of its own.
     *
     * <pre>
     *   p    = Σ xᵢ / n          σ² = Σ (xᵢ − p)² / n
     *   n_eff = min( n p(1−p) / σ², n · draws )       the interval is Wilson's with p and n_eff
     * </pre>
     *
     * <p>Answers to one question are not independent, so questions are the unit: E. Miller 2024, arXiv:2411.00640. The
     * effective sample size is n over Kish's design effect. Wilson's interval with it is recommended for clustered
     * proportions by N. Dean and M. Pagano 2015, Journal of Survey Statistics and Methodology 3(4), 484-503.
     * If each xᵢ is 0 or 1, n_eff is n and this is Wilson's interval.
     *
     * @param shares xᵢ, each in [0, 1], one for each question
     * @param draws independent draws behind each share, 1 or more; bounds n_eff where all shares are nearly equal
     */
    public static Interval overQuestions(double[] shares, double draws) {
        int n = shares.length;
        double mean = Arrays.stream(shares).average().orElse(Double.NaN);
        double variance =
                Arrays.stream(shares).map(x -> (x - mean) * (x - mean)).sum() / n;
        double binomial = mean * (1 - mean);
        double effective = binomial == 0 ? n : Math.min(n * binomial / variance, n * draws);
        // Rounding must not make fewer of them than there are questions.
        return wilson(mean, Math.max(n, effective));
    }
}
