package dev.errata.tasks.arithmetic.audit;

import dev.errata.tasks.arithmetic.ArithmeticQuestion;

/**
 * A finished answer that is no sound solution of its question.
 *
 * @param question the question
 * @param text the answer, end-of-sequence token left out
 */
public record UnsoundAnswer(ArithmeticQuestion question, String text) {}
