package dev.errata.actors.questions;

import dev.errata.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records taken together, to be answered or set aside in one transaction.
 *
 * @param questions the readable ones
 * @param setAside the others, each with its reason
 * @param offsets where to go on in each partition once these are done: one past the last record taken
 */
public record QuestionBatch(
        List<AskedQuestion> questions, List<DeadLetter> setAside, Map<TopicPartition, OffsetAndMetadata> offsets) {

    /** Whether nothing was taken. */
    public boolean isEmpty() {
        return offsets.isEmpty();
    }
}
