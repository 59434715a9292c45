package dev.errata.policy.vector;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of a loss.
 *
 * @param logProbs with respect to the log-prob of each target, [M]
 * @param normed with respect to the head's input at each target, [M, D] row by row; null without a critic
 */
record LossGradient(float[] logProbs, float @Nullable [] normed) {}
