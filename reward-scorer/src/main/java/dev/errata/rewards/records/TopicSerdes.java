package dev.errata.rewards.records;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * The topics of a run and the serdes of their values.
 *
 * @param topics topics of the run
 * @param source makes a serde for the values of a topic
 */
public record TopicSerdes(Topics topics, Source source) {

    /** Makes serdes: an event log does, and so does a test without a schema registry. */
    @FunctionalInterface
    public interface Source {

        /** A new serde for the values of a topic. */
        <V extends SpecificRecord> Serde<V> of(Topic<V> topic);
    }

    /** The topics and serdes of an event log. */
    public static TopicSerdes of(EventLog log) {
        return new TopicSerdes(log.topics(), log::serde);
    }

    /** A new serde for the values of a topic. */
    public <V extends SpecificRecord> Serde<V> of(Topic<V> topic) {
        return source.of(topic);
    }
}
