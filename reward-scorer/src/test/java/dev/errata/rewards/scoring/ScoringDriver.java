package dev.errata.rewards.scoring;

import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A scoring topology of given rules under test, with its topics and its clock. */
final class ScoringDriver implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofMinutes(2);

    final Topics topics = new Topics("test");
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HandTurnedClock clock;
    private final Topology topology;
    private final Path state = state();
    private TopologyTestDriver driver;

    ScoringDriver(ScoringRules rules, HandTurnedClock clock) {
        this(rules, GroupRule.none(), clock);
    }

    ScoringDriver(ScoringRules rules, GroupRule groups, HandTurnedClock clock) {
        this(rules, groups, new RecordLimit(1 << 20), clock);
    }

    ScoringDriver(ScoringRules rules, GroupRule groups, RecordLimit limit, HandTurnedClock clock) {
        this(rules, new JoinSettings(groups, TIMEOUT, limit, true), clock);
    }

    ScoringDriver(ScoringRules rules, JoinSettings joining, HandTurnedClock clock) {
        this.clock = clock;
        this.topology =
                new ScoringTopology(Fixtures.serdes("test"), rules, joining, new ScoringCounters(meters)).build();
        this.driver = start(topology, topics, state, clock);
    }

    private static TopologyTestDriver start(Topology topology, Topics topics, Path state, HandTurnedClock clock) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.group("scoring"));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(topology, settings, clock.instant());
    }

    /** Ends the scorer; {@link #start()} runs it again. */
    void stop() {
        driver.close();
    }

    /** Runs the scorer after a stop. What its stores held is not there again: the driver has no changelog to read. */
    void start() {
        driver = start(topology, topics, state, clock);
    }

    private static Path state() {
        try {
            return Files.createTempDirectory(Path.of("target"), "streams-state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Rollout rollout) {
        write(topics.rollouts(), rollout.getRolloutId(), rollout);
    }

    void write(TokenRewards tokenRewards) {
        write(topics.tokenRewards(), tokenRewards.getRolloutId(), tokenRewards);
    }

    void write(Rewrite rewrite) {
        write(topics.rewrites(), rewrite.getRolloutId(), rewrite);
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        writeBytes(topic, key, Fixtures.serde(topic).serializer().serialize(topic.name(), value), new RecordHeaders());
    }

    void writeBytes(Topic<?> topic, String key, byte @Nullable [] bytes, Headers headers) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, bytes, headers));
    }

    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        Fixtures.serde(topic).deserializer())
                .readValuesToList();
    }

    /** Why rollouts were rejected since the last look. */
    List<RejectionReason> rejections() {
        return read(topics.rejectedRollouts()).stream()
                .map(RejectedRollout::getReason)
                .toList();
    }

    /** Number of pending rollouts. */
    long waiting() {
        return entries(TopologyNames.PENDING_ROLLOUTS);
    }

    /** Everything written to a topic since the last look, as bytes with headers. */
    List<TestRecord<byte[], byte[]>> raw(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Sizes of what was written to a topic since the last look, changelogs included; keys and values, bytes. */
    List<Integer> sizes(String topic) {
        return raw(topic).stream()
                .map(record -> record.key().length + (record.value() == null ? 0 : record.value().length))
                .toList();
    }

    /** All topics that something was written to. */
    Set<String> written() {
        return driver.producedTopicNames();
    }

    /** Number of entries in a store of the topology. */
    long entries(String store) {
        try (KeyValueIterator<String, Object> all = this.<Object>store(store).all()) {
            long entries = 0;
            while (all.hasNext()) {
                all.next();
                entries++;
            }
            return entries;
        }
    }

    /** A store of the topology. */
    <V> KeyValueStore<String, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    void pass(Duration time) {
        clock.turn(time);
        driver.advanceWallClockTime(time);
    }

    /** Names of the topology's stores. */
    Set<String> stores() {
        return driver.getAllStateStores().keySet();
    }

    /** The topology's nodes and what joins them. */
    String description() {
        return topology.describe().toString();
    }

    @Override
    public void close() {
        driver.close();
    }
}
