package dev.errata.evaluator.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two policies with several answers to a question: each question has a difference of shares of right answers.
 *
 * @param differences share of the second policy less that of the first, one for each question, each in [-1, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared and never changed.
record PairedShares(double[] differences) {

    private static final int SHUFFLES = 10_000;
    private static final long SEED = 1;

    /** Sums that differ by rounding only count as equal. */
    private static final double EQUAL = 1e-9;

    /** The mean difference. */
    double difference() {
        return Arrays.stream(differences).average().orElse(0);
    }

    /**
     * The two-sided p value of the paired permutation test over questions: between equal policies, the sign of each
     * difference is a coin flip.
     *
     * <pre>
     *   p = (1 + #{ |Σ ± dᵢ| ≥ |Σ dᵢ| }) / (1 + shuffles)        10,000 shuffles with a fixed seed
     * </pre>
     *
     * <p>R. A. Fisher 1935, The Design of Experiments, section 21; the ones added: B. Phipson and G. Smyth 2010,
     * Statistical Applications in Genetics and Molecular Biology 9(1), article 39.
     */
    double permutationP() {
        double[] unequal = Arrays.stream(differences).filter(d -> d != 0).toArray();
        double observed = Math.abs(Arrays.stream(unequal).sum()) - EQUAL;
        SplittableRandom random = new SplittableRandom(SEED);
        long asLarge = IntStream.range(0, SHUFFLES)
                .filter(shuffle -> Math.abs(shuffled(unequal, random)) >= observed)
                .count();
        return (1.0 + asLarge) / (1 + SHUFFLES);
    }

    private static double shuffled(double[] differences, SplittableRandom random) {
        double sum = 0;
        long signs = 0;
        for (int i = 0; i < differences.length; i++) {
            signs = i % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
            sum += (signs & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }

    /**
     * The 95 % interval of the mean difference over questions.
     *
     * <pre>
     *   d̄ ± t √( Σ (dᵢ − d̄)² / (n (n−1)) )      t: Student's, n−1 degrees of freedom
     * </pre>
     *
     * <p>E. Miller 2024, arXiv:2411.00640, on paired differences, with Student's t. Of a single question it is [-1, 1].
     *
     * @return lower and upper end
     */
    double[] interval() {
        int n = differences.length;
        if (n < 2) {
            return new double[] {-1, 1};
        }
        double mean = difference();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double half = TDistribution.of(n - 1.0).inverseCumulativeProbability(0.975)
                * Math.sqrt(squares / ((double) n * (n - 1)));
        return new double[] {Math.max(-1, mean - half), Math.min(1, mean + half)};
    }
}
