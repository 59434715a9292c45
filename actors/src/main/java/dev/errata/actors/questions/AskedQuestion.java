package dev.errata.actors.questions;

import dev.errata.schemas.Question;
import dev.errata.schemas.topics.RolloutIds;

/**
 * A question as it was asked: one usable record of a questions topic, in one pass.
 *
 * @param record its position in the log, {@code <topic>/<partition>/<offset>}
 * @param pass number of the pass, 0 the first
 * @param question the question; the topic decides its source, and its ask counts the passes too
 * @param prompt token ids of its prompt, [P]
 * @param answers n, number of answers to sample
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AskedQuestion(String record, long pass, Question question, int[] prompt, int answers) {

    /** The id of the rollout with a 0-based sample index. */
    public String rolloutId(int sample) {
        return RolloutIds.of(record, pass, sample);
    }
}
