package dev.errata.learner.publishing;

/**
 * The weights that a run started from.
 *
 * @param startPolicySha256 SHA-256 of the start policy's weights, hex: of the file or, of shards, of their checksums
 * @param versionZeroSha256 SHA-256 of version 0's file, hex; differs if the start policy is in shards
 */
public record Origin(String startPolicySha256, String versionZeroSha256) {}
