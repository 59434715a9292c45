package dev.errata.rewards;

import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", "16777216");

    private final Topology topology;
    private final Topics topics;
    private final TopicSerdes serdes;
    private final Clock clock;
    private final ScoringCounters counters;

    TopologyNodes(Topology topology, ScoringTopology scoring) {
        this.topology = topology;
        this.topics = scoring.topics();
        this.serdes = scoring.serdes();
        this.clock = scoring.rules().clock();
        this.counters = scoring.counters();
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
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(JoinScores.STORE),
                                Serdes.String(),
                                new PendingSerde(topics, serdes))
                        .withLoggingEnabled(CHANGELOG),
                node);
    }

    /** The store of scores held back for their groups, at a node's hand. */
    void keepPendingGroups(String node) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(JoinScores.GROUPS),
                                Serdes.String(),
                                new PendingGroupSerde(topics, serdes))
                        .withLoggingEnabled(CHANGELOG),
                node);
    }

    private String nameOf(Topic<?> topic) {
        return topics.run().isEmpty()
                ? topic.name()
                : topic.name().substring(topics.run().length() + 1);
    }
}
