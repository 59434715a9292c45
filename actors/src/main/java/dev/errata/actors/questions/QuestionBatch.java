package dev.errata.actors.questions;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records taken together; all that follows from them is published in one transaction.
 *
 * @param questions the usable questions, in the order of asking
 * @param setAside dead letters for records that cannot be used, each with its reason
 * @param asked what became of the records, for each partition and pass
 * @param offsets the positions reached, see {@link dev.errata.actors.passes.Position#committed}
 */
public record QuestionBatch(
        List<AskedQuestion> questions,
        List<DeadLetter> setAside,
        List<AskedQuestions> asked,
        Map<TopicPartition, OffsetAndMetadata> offsets) {

    /** Whether nothing was taken, and no pass has ended. */
    public boolean isEmpty() {
        return offsets.isEmpty();
    }
}
