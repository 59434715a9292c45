package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.schemas.Question;

/**
 * What a policy answered to a question.
 *
 * @param question the question
 * @param sample which of the answers to it, counted from 0
 * @param text the answer, end-of-sequence token left out
 * @param whole whether the policy ended it, and its text gives back the very tokens that were sampled
 */
public record GivenAnswer(Question question, int sample, String text, boolean whole) {}
