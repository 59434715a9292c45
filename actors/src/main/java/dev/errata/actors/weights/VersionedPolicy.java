package dev.errata.actors.weights;

/**
 * The policy in memory and the version of its weights when a batch begins; valid until newer weights are adopted, which
 * happens between two decoding steps or later, on the loop's own thread.
 */
public record VersionedPolicy(long version, ResidentPolicy policy) {}
