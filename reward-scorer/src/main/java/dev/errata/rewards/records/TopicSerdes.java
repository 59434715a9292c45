package dev.errata.rewards.records;

import dev.errata.schemas.topics.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Where the serdes come from: the event log, or a test that has no registry. */
@FunctionalInterface
public interface TopicSerdes {

    /** A serde of its own for a topic's values. */
    <V extends SpecificRecord> Serde<V> of(Topic<V> topic);
}
