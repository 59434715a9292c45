package dev.errata.evaluator.comparison;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Two policies with one answer each to every question. Only questions that exactly one of them answers right tell them
 * apart: b that only the second one does, c that only the first one does, among n.
 *
 * @param onlySecond b
 * @param onlyFirst c
 * @param questions n
 */
record McNemar(int onlySecond, int onlyFirst, int questions) {

    /** Two-sided 95 % point of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The mid-p value of McNemar's test: how likely a difference at least as large is between equal policies.
     *
     * <pre>
     *   X ~ Binomial(b + c, 1/2)      p = 2 P(X ≤ min(b, c)) − P(X = min(b, c))        1 where b = c
     * </pre>
     *
     * <p>M. Fagerland, S. Lydersen, P. Laake 2013, BMC Medical Research Methodology 13:91. They recommend it over the
     * exact test and over chi-squared with continuity correction, which both find real differences more rarely. It
     * holds its level for few discordant pairs too, so that one formula serves all numbers of them.
     */
    double midP() {
        int discordant = onlySecond + onlyFirst;
        if (discordant == 0) {
            return 1;
        }
        BinomialDistribution equal = BinomialDistribution.of(discordant, 0.5);
        int fewer = Math.min(onlySecond, onlyFirst);
        return Math.min(1, 2 * equal.cumulativeProbability(fewer) - equal.probability(fewer));
    }

    /** Accuracy of the second policy less that of the first, (b − c) / n. */
    double difference() {
        return (double) (onlySecond - onlyFirst) / questions;
    }

    /**
     * The 95 % interval of the difference.
     *
     * <pre>
     *   p₁ = (b + 1) / (n + 2)    p₂ = (c + 1) / (n + 2)
     *   p₁ − p₂ ± z √( (p₁ + p₂ − (p₁ − p₂)²) / (n + 2) )        cut to [−1, 1]
     * </pre>
     *
     * <p>D. Bonett and R. Price 2012, Journal of Educational and Behavioral Statistics 37(4), 479-488. Unlike Wald's
     * interval it is not empty where no question tells the policies apart.
     *
     * @return lower and upper end
     */
    double[] interval() {
        double second = (onlySecond + 1.0) / (questions + 2);
        double first = (onlyFirst + 1.0) / (questions + 2);
        double center = second - first;
        double half = Z * Math.sqrt((second + first - center * center) / (questions + 2));
        return new double[] {Math.max(-1, center - half), Math.min(1, center + half)};
    }
}
