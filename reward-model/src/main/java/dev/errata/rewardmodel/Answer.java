package dev.errata.rewardmodel;

import org.jspecify.annotations.Nullable;

/**
 * One finished answer to be assessed.
 *
 * @param question the question's text
 * @param reference a worked solution that ends in the gold answer; null where there is none
 * @param tokens token ids of the answer, [T], end-of-sequence token included
 * @param wrong whether the answer is wrong, so that a rewrite is wanted
 */
public record Answer(String question, @Nullable String reference, int[] tokens, boolean wrong) {}
