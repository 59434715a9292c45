package dev.errata.ops.cli.experiment;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Mean and spread of a figure over seeds.
 *
 * <pre>
 *   sd   = sqrt( sum (x - mean)^2 / (n - 1) )
 *   half = t(0.975, n - 1) sd / sqrt(n)                 Student's interval: 95 % where seeds spread normally
 * </pre>
 *
 * @param n seeds
 * @param mean of the figure
 * @param deviation sample standard deviation; 0 for one seed
 * @param half half the width of the 95 % interval; NaN for one seed
 */
record Estimate(int n, double mean, double deviation, double half) {

    private static final double TAIL = 0.025;

    static Estimate of(double... figures) {
        int n = figures.length;
        double mean = DoubleStream.of(figures).average().orElse(Double.NaN);
        if (n < 2) {
            return new Estimate(n, mean, 0, Double.NaN);
        }
        double squares =
                DoubleStream.of(figures).map(x -> (x - mean) * (x - mean)).sum();
        double deviation = Math.sqrt(squares / (n - 1));
        double t = TDistribution.of(n - 1).inverseSurvivalProbability(TAIL);
        return new Estimate(n, mean, deviation, t * deviation / Math.sqrt(n));
    }

    /** As percentages: mean ± half the interval. */
    String percent() {
        if (n == 0) {
            return "";
        }
        String shown = String.format(Locale.ROOT, "%.1f", 100 * mean);
        return Double.isNaN(half) ? shown : shown + String.format(Locale.ROOT, " ± %.1f", 100 * half);
    }
}
