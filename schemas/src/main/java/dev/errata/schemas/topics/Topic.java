package dev.errata.schemas.topics;

import org.apache.avro.specific.SpecificRecord;

/**
 * A Kafka topic and the only record type allowed in it.
 *
 * @param name full name, the run's prefix included
 * @param type record type of the values; keys are always strings
 * @param partitions partitions to create it with
 * @param retention the broker's retention of its records
 */
public record Topic<V extends SpecificRecord>(String name, Class<V> type, int partitions, Retention retention) {

    /** The broker's retention of a topic's records. */
    public enum Retention {
        /** Every record, for the retention time of the cluster. */
        LOG,
        /** The newest record of each key. */
        COMPACTED
    }
}
