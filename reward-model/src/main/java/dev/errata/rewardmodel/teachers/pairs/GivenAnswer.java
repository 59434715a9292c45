package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.schemas.Question;

/**
 * A policy's answer to a question.
 *
 * @param question the question
 * @param sample index among the answers to the question, from 0
 * @param text the answer, without the end-of-sequence token
 * @param whole whether the policy ended it and its text encodes to the sampled tokens
 */
public record GivenAnswer(Question question, int sample, String text, boolean whole) {}
