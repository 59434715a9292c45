package dev.errata.policy.sampling;

/**
 * A run of tokens sampled by one policy version.
 *
 * @param start index of its first token in the completion
 * @param version the version, numbered by the owner of the weights
 */
public record VersionSpan(int start, long version) {}
