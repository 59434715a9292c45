package dev.errata.rewardmodel.training;

/**
 * A training example of a reward model: an answer and its rewrite with as few edits as possible.
 *
 * @param question the question
 * @param reference a worked solution that the reward model is shown
 * @param answer the answer to rewrite, without the end-of-sequence token
 * @param rewrite the rewrite; the answer itself where that is right
 */
public record RewriteExample(String question, String reference, String answer, String rewrite) {}
