package dev.errata.policy.sampling;

/**
 * One completion asked for.
 *
 * @param prompt token ids, [P], not empty
 * @param seed seed of this completion alone; not used when greedy
 */
public record SamplingRequest(int[] prompt, long seed) {}
