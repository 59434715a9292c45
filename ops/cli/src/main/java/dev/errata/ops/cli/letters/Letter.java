package dev.errata.ops.cli.letters;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.DeadLetters.Place;
import dev.errata.schemas.topics.Topics;
import java.time.Instant;

/**
 * A dead letter of a run.
 *
 * @param place the record that was set aside
 * @param source the source of a question; empty for a record of another topic
 * @param content the event itself
 */
public record Letter(Place place, String source, DeadLetter content) {

    static Letter of(DeadLetter content, Topics topics) {
        String topic = content.getTopic();
        boolean asked = topics.questionTopics().matcher(topic).matches();
        return new Letter(
                new Place(topic, content.getPartition(), content.getOffset()),
                asked ? topics.sourceOf(topic) : "",
                content);
    }

    /** When the record was set aside. */
    Instant at() {
        return Instant.ofEpochMilli(content.getSetAsideAt());
    }

    /** The record's value, or its first {@value DeadLetters#PAYLOAD_KEPT} bytes. */
    byte[] payload() {
        byte[] bytes = new byte[content.getPayload().remaining()];
        content.getPayload().duplicate().get(bytes);
        return bytes;
    }

    /** Whether the record may be longer than what the letter keeps of it. */
    boolean mayBeCut() {
        return content.getPayload().remaining() >= DeadLetters.PAYLOAD_KEPT;
    }
}
