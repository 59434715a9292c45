package dev.errata.actors.questions;

/**
 * Limits on the size of questions.
 *
 * @param maxBytes most bytes of its record
 * @param maxPromptTokens most tokens of its prompt
 * @param maxNewTokens most tokens of an answer, which must fit after the prompt
 */
public record QuestionLimits(int maxBytes, int maxPromptTokens, int maxNewTokens) {}
