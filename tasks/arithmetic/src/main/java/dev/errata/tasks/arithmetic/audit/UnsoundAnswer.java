package dev.errata.tasks.arithmetic.audit;

import dev.errata.tasks.arithmetic.ArithmeticQuestion;

/**
 * A finished answer that is not a sound solution of its question.
 *
 * @param question the question
 * @param text the answer, without the end-of-sequence token
 */
public record UnsoundAnswer(ArithmeticQuestion question, String text) {}
