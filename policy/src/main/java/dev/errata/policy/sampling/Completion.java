package dev.errata.policy.sampling;

/**
 * One sampled completion.
 *
 * @param tokens token ids, [T], the end-of-sequence token included where it was reached
 * @param logProbs log-prob of each token under the distribution really sampled from, nats, [T]; when greedy, under
 *     temperature 1
 * @param stopped whether an end-of-sequence token ended it, not the limit
 */
public record Completion(int[] tokens, float[] logProbs, boolean stopped) {}
