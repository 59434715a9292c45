package dev.errata.actors.questions;

/**
 * What a question may cost.
 *
 * @param maxBytes most bytes of its record
 * @param maxPromptTokens most tokens of its prompt
 * @param maxNewTokens most tokens of an answer, which must fit behind the prompt
 */
public record QuestionLimits(int maxBytes, int maxPromptTokens, int maxNewTokens) {}
