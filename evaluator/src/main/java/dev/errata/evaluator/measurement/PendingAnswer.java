package dev.errata.evaluator.measurement;

import dev.errata.schemas.Question;

/**
 * An answer that is still to be sampled.
 *
 * @param question the question
 * @param sample 0-based index among the answers to it
 */
record PendingAnswer(Question question, int sample) {}
