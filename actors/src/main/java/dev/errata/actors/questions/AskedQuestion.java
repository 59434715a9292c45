package dev.errata.actors.questions;

import dev.errata.schemas.Question;

/**
 * A question as it was asked: one usable record of a questions topic.
 *
 * @param record its position in the log, {@code <topic>/<partition>/<offset>}
 * @param question the question; the topic decides its source
 * @param prompt token ids of its prompt, [P]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AskedQuestion(String record, Question question, int[] prompt) {}
