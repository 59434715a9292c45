package dev.errata.actors.questions;

/**
 * Limits on questions: their size, and how many are buffered.
 *
 * @param maxBytes most bytes of its record
 * @param maxPromptTokens most tokens of its prompt
 * @param maxNewTokens most tokens of an answer, which must fit after the prompt
 * @param bufferedPerSource most records of one source in memory
 */
public record QuestionLimits(int maxBytes, int maxPromptTokens, int maxNewTokens, int bufferedPerSource) {}
