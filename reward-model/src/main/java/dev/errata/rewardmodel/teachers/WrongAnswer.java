package dev.errata.rewardmodel.teachers;

import dev.errata.schemas.Question;

/**
 * An answer that misses the gold one.
 *
 * @param question its question
 * @param reference a worked solution of the question
 * @param text the answer, end-of-sequence token left out
 */
public record WrongAnswer(Question question, String reference, String text) {}
