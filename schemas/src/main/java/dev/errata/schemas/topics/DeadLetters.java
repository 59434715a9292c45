package dev.errata.schemas.topics;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letters of one stage. All stages keep the same part of the payload, and use the same key and the same
 * reason for the same bytes.
 *
 * @param stage the stage that sets records aside: actor, scorer, learner or evaluator
 */
public record DeadLetters(String stage, Clock clock) {

    /** Bytes of a record's value that its letter keeps. */
    public static final int PAYLOAD_KEPT = 4096;

    /** The magic byte and the schema id of Confluent's wire format. */
    private static final int FRAME_BYTES = 5;

    /** The position of a record. */
    public record Place(String topic, int partition, long offset) {

        /** The key of a dead letter: {@code <topic>/<partition>/<offset>}. */
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /**
     * The dead letter of one record.
     *
     * @param payload the record's value, of which the first 4,096 bytes are kept; null for a record without one
     * @param detail one sentence that says what to do
     */
    public DeadLetter of(Place place, byte @Nullable [] payload, DeadLetterReason reason, String detail) {
        byte[] all = payload == null ? new byte[0] : payload;
        return DeadLetter.newBuilder()
                .setTopic(place.topic())
                .setPartition(place.partition())
                .setOffset(place.offset())
                .setReason(reason)
                .setDetail(detail)
                .setPayload(ByteBuffer.wrap(Arrays.copyOf(all, Math.min(all.length, PAYLOAD_KEPT))))
                .setStage(stage)
                .setSetAsideAt(clock.millis())
                .build();
    }

    /** The key under which a letter is published: the position of the record. */
    public static String key(DeadLetter letter) {
        return new Place(letter.getTopic(), letter.getPartition(), letter.getOffset()).toString();
    }

    /**
     * The reason for a value that cannot be read as a record in Confluent's wire format: EMPTY without bytes,
     * WRONG_SCHEMA if it starts with a zero byte and a schema id, else MALFORMED.
     */
    public static DeadLetterReason unreadable(byte @Nullable [] payload) {
        if (payload == null || payload.length == 0) {
            return DeadLetterReason.EMPTY;
        }
        return payload.length >= FRAME_BYTES && payload[0] == 0
                ? DeadLetterReason.WRONG_SCHEMA
                : DeadLetterReason.MALFORMED;
    }
}
