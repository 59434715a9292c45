package dev.errata.schemas.registry;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** Confluent's wire format: a zero byte, the schema's id as 4 bytes big-endian, then Avro's binary encoding. */
final class WireFormat {

    static final int HEADER_BYTES = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
    }

    /** The schema id of a record in this format. */
    static int id(String topic, byte[] record) {
        if (record.length < HEADER_BYTES) {
            throw new SerializationException("The record of " + topic + " has " + record.length
                    + " bytes; Confluent's wire format needs at least " + HEADER_BYTES
                    + " (a zero byte and the schema's id): write it with an Avro serializer.");
        }
        if (record[0] != MAGIC) {
            throw new SerializationException("The record of " + topic + " starts with byte " + (record[0] & 0xff)
                    + " instead of 0, so it is not in Confluent's wire format: write it with an Avro serializer.");
        }
        return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
    }
}
