package dev.errata.actors.questions;

import dev.errata.schemas.Question;

/**
 * A question as it was asked: one readable record of a questions topic.
 *
 * @param record where it lies in the log: {@code <topic>/<partition>/<offset>}
 * @param question the question, its source that of the topic
 * @param prompt token ids of its prompt, [P]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AskedQuestion(String record, Question question, int[] prompt) {}
