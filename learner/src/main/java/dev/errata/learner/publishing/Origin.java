package dev.errata.learner.publishing;

/**
 * The weights that a run began from.
 *
 * @param startPolicySha256 SHA-256 of the start policy's weights, hex: of the file or, of shards, of their checksums
 * @param versionZeroSha256 SHA-256 of the file that version 0 has of them, hex: another where the start policy is in shards
 */
public record Origin(String startPolicySha256, String versionZeroSha256) {}
