package dev.errata.tasks.arithmetic.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Calibration of p_t as the chance that a token is right: of the tokens with a probability near p, a share of p should
 * be kept by the exact minimal rewrite. Over all tokens of all answers, end-of-sequence included.
 *
 * @param error expected calibration error, Σ n_b/n |mean p_b − kept_b| over the bins b (Naeini et al. 2015)
 * @param bins ten bins of equal width
 */
public record Calibration(double error, List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * Tokens of similar probability.
     *
     * @param from smallest probability
     * @param tokens number of tokens
     * @param meanProbability mean of their probabilities; 0 where there are none
     * @param kept share of them that the exact minimal rewrite keeps; 0 where there are none
     */
    public record Bin(double from, long tokens, double meanProbability, double kept) {}

    /** Sorts all tokens into bins. */
    static Calibration of(List<ReviewedAnswer> answers) {
        long[] tokens = new long[BINS];
        long[] kept = new long[BINS];
        double[] sum = new double[BINS];
        long all = 0;
        for (ReviewedAnswer answer : answers) {
            boolean[] keeps = KeptTokens.of(answer);
            for (int t = 0; t < keeps.length; t++) {
                float p = answer.probabilities()[t];
                int bin = Math.min(BINS - 1, (int) (p * BINS));
                tokens[bin]++;
                sum[bin] += p;
                kept[bin] += keeps[t] ? 1 : 0;
                all++;
            }
        }
        List<Bin> bins = new ArrayList<>(BINS);
        double error = 0;
        for (int b = 0; b < BINS; b++) {
            Bin bin = new Bin((double) b / BINS, tokens[b], Share.of(sum[b], tokens[b]), Share.of(kept[b], tokens[b]));
            error += Share.of(tokens[b], all) * Math.abs(bin.meanProbability() - bin.kept());
            bins.add(bin);
        }
        return new Calibration(error, bins);
    }
}
