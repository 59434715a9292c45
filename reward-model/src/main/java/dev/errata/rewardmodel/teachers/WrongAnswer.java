package dev.errata.rewardmodel.teachers;

import dev.errata.schemas.Question;

/**
 * An answer that does not match the gold answer.
 *
 * @param question its question
 * @param reference a worked solution of the question
 * @param text the answer, without the end-of-sequence token
 */
public record WrongAnswer(Question question, String reference, String text) {}
