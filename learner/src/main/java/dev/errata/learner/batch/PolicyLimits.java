package dev.errata.learner.batch;

/**
 * What the policy under training can read.
 *
 * @param vocabulary token ids lie in [0, vocabulary)
 * @param maxPositions most tokens of prompt and answer together
 */
public record PolicyLimits(int vocabulary, int maxPositions) {}
