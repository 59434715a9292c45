package dev.errata.actors.questions;

import dev.errata.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records taken together; their rollouts and dead letters are published in one transaction.
 *
 * @param questions the usable questions
 * @param setAside dead letters for the other records, each with its reason
 * @param offsets where reading continues in each partition after this batch: one past the last record taken
 */
public record QuestionBatch(
        List<AskedQuestion> questions, List<DeadLetter> setAside, Map<TopicPartition, OffsetAndMetadata> offsets) {

    /** Whether nothing was taken. */
    public boolean isEmpty() {
        return offsets.isEmpty();
    }
}
