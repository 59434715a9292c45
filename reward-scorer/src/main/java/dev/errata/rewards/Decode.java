package dev.errata.rewards;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to records; what cannot be read becomes a dead letter and costs that record alone.
 *
 * <p>A registry that does not answer is not the record's fault: that exception stops the topology, which starts again
 * where it stopped.
 */
final class Decode<V extends SpecificRecord> extends ContextualProcessor<String, byte[], String, SpecificRecord> {

    private static final int PAYLOAD_SHOWN = 4096;
    private static final int SCHEMA_HEADER = 5;

    private final Deserializer<V> deserializer;
    private final Route route;
    private final Clock clock;
    private final ScoringCounters counters;

    /**
     * Where records go from here.
     *
     * @param topic the topic read
     * @param next node that takes the records
     * @param deadLetters node that takes what cannot be read
     */
    record Route(String topic, String next, String deadLetters) {}

    Decode(Deserializer<V> deserializer, Route route, Clock clock, ScoringCounters counters) {
        this.deserializer = deserializer;
        this.route = route;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        byte @Nullable [] bytes = record.value();
        if (bytes == null) {
            setAside(record, new byte[0], "The record has no value: a rollout topic takes no deletions.");
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

    private void setAside(Record<String, byte[]> record, byte[] bytes, String detail) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        boolean framed = bytes.length >= SCHEMA_HEADER && bytes[0] == 0;
        DeadLetter letter = DeadLetter.newBuilder()
                .setTopic(place.topic())
                .setPartition(place.partition())
                .setOffset(place.offset())
                .setReason(framed ? DeadLetterReason.WRONG_SCHEMA : DeadLetterReason.MALFORMED)
                .setDetail(Rejections.shown(detail))
                .setPayload(ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, PAYLOAD_SHOWN)))
                .setStage("scorer")
                .setSetAsideAt(clock.millis())
                .build();
        counters.setAside(route.topic());
        String key = place.topic() + "/" + place.partition() + "/" + place.offset();
        // Without the record's headers, which may be of any size.
        context().forward(new Record<>(key, letter, record.timestamp()), route.deadLetters());
    }
}
