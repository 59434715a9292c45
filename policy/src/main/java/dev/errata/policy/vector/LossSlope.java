package dev.errata.policy.vector;

import org.jspecify.annotations.Nullable;

/**
 * The slope of a loss.
 *
 * @param ofLogProbs by the log-prob of each target, [M]
 * @param ofNormed by what the head reads of each target, [M, D] row by row; null where the loss does not look at it
 */
record LossSlope(float[] ofLogProbs, float @Nullable [] ofNormed) {}
