package dev.errata.rewards.scoring;

import dev.errata.rewards.groups.PendingGroupSerde;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/** Adds named nodes and stores to a topology. */
final class TopologyNodes {

    /**
     * Segment size of the changelog in bytes; small, so that a restart after kill -9, which reads the changelog from
     * its start, has little to read.
     */
    private static final String SEGMENT_BYTES = "16777216";

    private final Topology topology = new Topology();
    private final TopologyNames names;
    private final TopicSerdes serdes;
    private final RecordLimit limit;
    private final Clock clock;
    private final ScoringCounters counters;

    TopologyNodes(TopicSerdes serdes, RecordLimit limit, Clock clock, ScoringCounters counters) {
        this.names = new TopologyNames(serdes.topics());
        this.serdes = serdes;
        this.limit = limit;
        this.clock = clock;
        this.counters = counters;
    }

    /** The topology with the nodes added so far. */
    Topology topology() {
        return topology;
    }

    /** Adds a processor that receives the decoded records of topics. */
    void process(
            String node,
            ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier,
            Topic<?>... topics) {
        for (Topic<?> topic : topics) {
            read(topic, node);
        }
        topology.addProcessor(
                node, supplier, Stream.of(topics).map(names::decode).toArray(String[]::new));
    }

    /**
     * Adds the nodes of topic X: read-X, decode-X, which forwards to {@code next}, and set-aside-X for what cannot be
     * decoded.
     */
    private <V extends SpecificRecord> void read(Topic<V> topic, String next) {
        var route = new Decode.Route(topic.name(), next, names.setAside(topic));
        topology.addSource(
                AutoOffsetReset.earliest(),
                names.read(topic),
                new UsePartitionTimeOnInvalidTimestamp(),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
        topology.addProcessor(
                names.decode(topic),
                () -> new Decode<>(serdes.of(topic).deserializer(), route, clock, counters),
                names.read(topic));
        topology.addSink(
                route.deadLetters(),
                serdes.topics().deadLetters().name(),
                new StringSerializer(),
                serdes.of(serdes.topics().deadLetters()).serializer(),
                names.decode(topic));
    }

    /** Adds write-X, which receives the records that a node forwards. */
    <V extends SpecificRecord> void write(Topic<V> topic, String node) {
        topology.addSink(
                names.write(topic),
                topic.name(),
                new StringSerializer(),
                serdes.of(topic).serializer(),
                node);
    }

    /**
     * Adds write-X for records that must be in the partition of their key, whatever partitioner the producer of the
     * other topics has.
     */
    <V extends SpecificRecord> void writeByKey(Topic<V> topic, String node) {
        topology.addSink(
                names.write(topic),
                topic.name(),
                new StringSerializer(),
                serdes.of(topic).serializer(),
                (name, key, value, partitions) -> Optional.of(Set.of(partition(key, partitions))),
                node);
    }

    /** The partition that Kafka gives a key by default. */
    private static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Gives a node the store of pending rollouts. */
    void keepPendingRollouts(String node) {
        keep(TopologyNames.PENDING_ROLLOUTS, new PendingRolloutSerde(serdes), node);
    }

    /** Gives a node the stores of pending groups and of the scores held back for them. */
    void keepPendingGroups(String node) {
        keep(TopologyNames.PENDING_GROUPS, new PendingGroupSerde(serdes), node);
        keep(TopologyNames.HELD_SCORES, asInTopic(serdes.topics().scoredRollouts()), node);
    }

    /** Gives a node the store of how often each question was answered right. */
    void keepQuestionAccuracy(String node) {
        keep(TopologyNames.QUESTION_ACCURACY, asInTopic(serdes.topics().questionAccuracy()), node);
    }

    private <V> void keep(String store, Serde<V> values, String node) {
        Map<String, String> changelog =
                Map.of("segment.bytes", SEGMENT_BYTES, "max.message.bytes", String.valueOf(limit.bytes()));
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.String(), values)
                        .withLoggingEnabled(changelog),
                node);
    }

    /** Writes values as their own topic does, under whose subject their schema is registered already. */
    private <V extends SpecificRecord> Serde<V> asInTopic(Topic<V> topic) {
        Serde<V> serde = serdes.of(topic);
        return Serdes.serdeFrom(
                (store, value) -> serde.serializer().serialize(topic.name(), value),
                (store, bytes) -> serde.deserializer().deserialize(topic.name(), bytes));
    }
}
