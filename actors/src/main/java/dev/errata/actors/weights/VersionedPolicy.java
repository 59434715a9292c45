package dev.errata.actors.weights;

/**
 * The policy in memory and the version of its weights; valid until newer weights are adopted, which happens between
 * batches only, on the loop's own thread.
 */
public record VersionedPolicy(long version, ResidentPolicy policy) {}
