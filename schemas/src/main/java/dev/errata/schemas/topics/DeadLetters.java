package dev.errata.schemas.topics;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letters of one stage, all in the same way: the same part of the payload, the same key, and the same reason
 * for the same bytes.
 *
 * @param stage who sets records aside: actor, scorer, learner or evaluator
 */
public record DeadLetters(String stage, Clock clock) {

    private static final int PAYLOAD_KEPT = 4096;

    /** The Confluent wire format's magic byte and the schema's id. */
    private static final int FRAME_BYTES = 5;

    /** Where a record lies. */
    public record Place(String topic, int partition, long offset) {

        /** The place's name, a dead letter's key: {@code <topic>/<partition>/<offset>}. */
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /**
     * The letter of one record.
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

    /** The key under which a letter is published: the name of the record's place. */
    public static String key(DeadLetter letter) {
        return new Place(letter.getTopic(), letter.getPartition(), letter.getOffset()).toString();
    }

    /**
     * Why a value that should have been a record in the Confluent wire format could not be read: EMPTY without bytes,
     * WRONG_SCHEMA where it begins as one does (a zero byte and a schema's id), else MALFORMED.
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
