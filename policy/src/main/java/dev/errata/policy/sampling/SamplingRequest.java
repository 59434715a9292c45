package dev.errata.policy.sampling;

/**
 * A request for one completion.
 *
 * @param prompt token ids, [P], not empty
 * @param seed seed of this completion; not used when greedy
 */
public record SamplingRequest(int[] prompt, long seed) {}
