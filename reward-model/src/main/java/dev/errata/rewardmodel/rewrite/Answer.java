package dev.errata.rewardmodel.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * One finished answer for the reward model.
 *
 * @param question the question's text
 * @param reference a worked solution that ends in the gold answer, or null
 * @param tokens token ids of the answer, [T], end-of-sequence included
 * @param wrong whether it is wrong, so that a rewrite is wanted
 */
public record Answer(String question, @Nullable String reference, int[] tokens, boolean wrong) {}
