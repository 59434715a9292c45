package dev.errata.rewards.records;

import dev.errata.schemas.topics.EventLog;
import java.nio.charset.StandardCharsets;

/**
 * The largest record that this process may write. A producer refuses a larger one, and a restarted topology would meet
 * the same record again. So every record is measured before it is written.
 *
 * @param bytes Kafka's {@code max.request.size}: key and value, uncompressed, with the protocol's overhead, bytes
 */
public record RecordLimit(int bytes) {

    /** The Kafka setting that holds the limit, for all clients of a process. */
    public static final String SETTING = "max.request.size";

    /** Kafka's default of {@link #SETTING}, bytes. */
    private static final int KAFKA_DEFAULT = 1 << 20;

    /** Bytes kept free: more than a batch header adds to one record, and than a group's counts add to a score. */
    private static final int OVERHEAD = 1 << 10;

    /**
     * The limit of an event log's producers: {@code errata.client."max.request.size"}, or Kafka's default of 1 MiB.
     *
     * @throws IllegalArgumentException if the setting is not a whole number
     */
    public static RecordLimit of(EventLog log) {
        String setting = log.client().get(SETTING);
        if (setting == null) {
            return new RecordLimit(KAFKA_DEFAULT);
        }
        try {
            return new RecordLimit(Integer.parseInt(setting.trim()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "errata.client.\"" + SETTING + "\" is '" + setting + "': it must be a whole number of bytes.",
                    notANumber);
        }
    }

    /** Whether a record with this key and value is small enough. */
    public boolean fits(String key, byte[] value) {
        long length = (long) key.getBytes(StandardCharsets.UTF_8).length + value.length + OVERHEAD;
        return length <= bytes;
    }
}
