package dev.errata.learner.batch;

/**
 * Limits of the policy under training.
 *
 * @param vocabulary token ids lie in [0, vocabulary)
 * @param maxPositions most tokens of prompt and answer together
 */
public record PolicyLimits(int vocabulary, int maxPositions) {}
