package dev.errata.evaluator.comparison;

/**
 * One judged answer.
 *
 * @param sample 0-based index among the answers to its question
 * @param correct whether it is right
 * @param text the answer; empty if unknown
 */
public record AnswerOutcome(int sample, boolean correct, String text) {}
