package dev.errata.policy.sampling;

/**
 * A run of tokens sampled by one policy version.
 *
 * @param start index of its first token in the completion
 * @param version the version, as the owner of the weights numbers it
 */
public record VersionSpan(int start, long version) {}
