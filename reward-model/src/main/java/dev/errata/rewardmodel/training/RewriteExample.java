package dev.errata.rewardmodel.training;

/**
 * One thing for a reward model to learn: how an answer is rewritten with as few edits as possible.
 *
 * @param question the question
 * @param reference a worked solution that the reward model is shown
 * @param answer the answer to be rewritten, without end-of-sequence token
 * @param rewrite what it should become; the answer itself where that is right
 */
public record RewriteExample(String question, String reference, String answer, String rewrite) {}
