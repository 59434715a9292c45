package dev.errata.tasks.arithmetic.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean reward by distance from the first wrong token.
 *
 * @param places distances in ascending order; the first wrong token is at 0
 */
public record Propagation(List<Place> places) {

    private static final int BEFORE = 8;
    private static final int AFTER = 16;

    /**
     * Tokens at one distance from the first wrong one.
     *
     * @param distance tokens from the first wrong one; below 0 before it
     * @param tokens answers that have a token there
     * @param meanProbability mean p_t
     * @param marked share of them with p_t below 0.4
     */
    public record Place(int distance, long tokens, double meanProbability, double marked) {}

    /** Aligns all answers at their first impossible token. */
    static Propagation of(List<ReviewedAnswer> answers) {
        List<Place> places = new ArrayList<>();
        for (int distance = -BEFORE; distance <= AFTER; distance++) {
            long tokens = 0;
            long marked = 0;
            double sum = 0;
            for (ReviewedAnswer answer : answers) {
                int at = answer.firstImpossible() + distance;
                if (at >= 0 && at < answer.probabilities().length) {
                    float p = answer.probabilities()[at];
                    tokens++;
                    sum += p;
                    marked += p < Threshold.MARKED ? 1 : 0;
                }
            }
            places.add(new Place(distance, tokens, Share.of(sum, tokens), Share.of(marked, tokens)));
        }
        return new Propagation(places);
    }
}
