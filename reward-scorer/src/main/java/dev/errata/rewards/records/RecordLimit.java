package dev.errata.rewards.records;

import dev.errata.schemas.topics.EventLog;
import java.nio.charset.StandardCharsets;

/**
 * How large a record may be that this process writes. A producer refuses a larger one, and the topology would meet it again
 * after every restart, so it is measured before it is written.
 *
 * @param bytes Kafka's {@code max.request.size}: key and value uncompressed, with what the protocol adds
 */
public record RecordLimit(int bytes) {

    /** The setting that the limit follows, for all clients of a process. */
    public static final String SETTING = "max.request.size";

    private static final int KAFKAS_DEFAULT = 1 << 20;

    /** More than a batch of one record adds to its key and value, and than a group's figures add to a score. */
    private static final int FRAME = 1 << 10;

    /**
     * The limit of an event log's producers: {@code errata.client."max.request.size"}, or Kafka's default of 1 MiB.
     *
     * @throws IllegalArgumentException if the setting is not a whole number
     */
    public static RecordLimit of(EventLog log) {
        String set = log.client().get(SETTING);
        if (set == null) {
            return new RecordLimit(KAFKAS_DEFAULT);
        }
        try {
            return new RecordLimit(Integer.parseInt(set.trim()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "errata.client.\"" + SETTING + "\" is '" + set + "': it must be a whole number of bytes.",
                    notANumber);
        }
    }

    /** Whether a record is small enough. */
    public boolean fits(String key, byte[] value) {
        long length = (long) key.getBytes(StandardCharsets.UTF_8).length + value.length + FRAME;
        return length <= bytes;
    }
}
