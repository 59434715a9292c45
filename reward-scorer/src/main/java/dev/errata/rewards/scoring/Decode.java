package dev.errata.rewards.scoring;

import dev.errata.rewards.rules.Rejections;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.topics.DeadLetters;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes bytes into records. Bytes that cannot be decoded become a dead letter and cost only that record.
 *
 * <p>A schema registry that does not answer is not the record's fault: the exception stops the topology, which starts
 * again at the same record.
 */
final class Decode<V extends SpecificRecord> extends ContextualProcessor<String, byte[], String, SpecificRecord> {

    private final Deserializer<V> deserializer;
    private final Route route;
    private final DeadLetters letters;
    private final ScoringCounters counters;

    /**
     * The source and the destinations of records.
     *
     * @param topic the topic read
     * @param next node that receives the records
     * @param deadLetters node that receives the dead letters
     */
    record Route(String topic, String next, String deadLetters) {}

    Decode(Deserializer<V> deserializer, Route route, Clock clock, ScoringCounters counters) {
        this.deserializer = deserializer;
        this.route = route;
        this.letters = new DeadLetters("scorer", clock);
        this.counters = counters;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        byte @Nullable [] bytes = record.value();
        if (bytes == null) {
            setAside(record, null, "The record has no value; this topic has no deletions.");
            return;
        }
        V value;
        try {
            value = deserializer.deserialize(route.topic(), bytes);
        } catch (SerializationException unreadable) {
            setAside(record, bytes, String.valueOf(unreadable.getMessage()));
            return;
        }
        context().forward(record.withValue(value), route.next());
    }

    private void setAside(Record<String, byte[]> record, byte @Nullable [] bytes, String detail) {
        RecordMetadata read = context().recordMetadata().orElseThrow();
        DeadLetters.Place place = new DeadLetters.Place(read.topic(), read.partition(), read.offset());
        DeadLetter letter = letters.of(place, bytes, DeadLetters.unreadable(bytes), Rejections.abbreviated(detail));
        counters.setAside(letter);
        // The record's headers may be of any size, so they are left out.
        context().forward(new Record<>(place.toString(), letter, record.timestamp()), route.deadLetters());
    }
}
