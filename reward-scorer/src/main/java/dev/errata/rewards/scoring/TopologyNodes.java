package dev.errata.rewards.scoring;

import dev.errata.rewards.groups.PendingGroupSerde;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.apache.kafka.streams.state.Stores;

/** Adds named nodes for topics and stores to a topology. A node is named for its topic, without the run's prefix. */
final class TopologyNodes {

    /** Small segments, because a restart after kill -9 reads the changelog of this small store from its start. */
    private static final String SEGMENT_BYTES = "16777216";

    private final Topology topology;
    private final Topics topics;
    private final TopicSerdes serdes;
    private final Clock clock;
    private final ScoringCounters counters;
    private final RecordLimit limit;

    TopologyNodes(Topology topology, ScoringTopology scoring) {
        this.topology = topology;
        this.topics = scoring.topics();
        this.serdes = scoring.serdes();
        this.clock = scoring.rules().clock();
        this.counters = scoring.counters();
        this.limit = scoring.limit();
    }

    /** read-X, decode-X which forwards to {@code next}, and set-aside-X for what cannot be decoded. */
    <V extends SpecificRecord> void read(Topic<V> topic, String next) {
        String name = nameOf(topic);
        var route = new Decode.Route(topic.name(), next, "set-aside-" + name);
        topology.addSource(
                AutoOffsetReset.earliest(),
                "read-" + name,
                new UsePartitionTimeOnInvalidTimestamp(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
        topology.addProcessor(
                "decode-" + name,
                () -> new Decode<>(serdes.of(topic).deserializer(), route, clock, counters),
                "read-" + name);
        topology.addSink(
                route.deadLetters(),
                topics.deadLetters().name(),
                new StringSerializer(),
                serdes.of(topics.deadLetters()).serializer(),
                "decode-" + name);
    }

    /** write-X behind a node. */
    <V extends SpecificRecord> void write(Topic<V> topic, String parent) {
        topology.addSink(
                "write-" + nameOf(topic),
                topic.name(),
                new StringSerializer(),
                serdes.of(topic).serializer(),
                parent);
    }

    /** The store of pending rollouts, at a node's hand. */
    void keepPendingRollouts(String node) {
        keep(JoinScores.STORE, new PendingSerde(topics, serdes), node);
    }

    /** The stores of groups, and of the scores held back for them, at a node's hand. */
    void keepPendingGroups(String node) {
        keep(JoinScores.GROUPS, new PendingGroupSerde(topics, serdes), node);
        keep(JoinScores.HELD, asIn(topics.scoredRollouts()), node);
    }

    private <V> void keep(String store, Serde<V> values, String node) {
        Map<String, String> changelog =
                Map.of("segment.bytes", SEGMENT_BYTES, "max.message.bytes", String.valueOf(limit.bytes()));
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.String(), values)
                        .withLoggingEnabled(changelog),
                node);
    }

    /** Values as their own topic has them, under whose subject their schema is registered already. */
    private <V extends SpecificRecord> Serde<V> asIn(Topic<V> topic) {
        Serde<V> serde = serdes.of(topic);
        return Serdes.serdeFrom(
                (store, value) -> serde.serializer().serialize(topic.name(), value),
                (store, bytes) -> serde.deserializer().deserialize(topic.name(), bytes));
    }

    private String nameOf(Topic<?> topic) {
        return topics.run().isEmpty()
                ? topic.name()
                : topic.name().substring(topics.run().length() + 1);
    }
}
