package dev.errata.ops.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** One Kafka node, broker and controller in one, in this JVM. */
final class KafkaNode implements AutoCloseable {

    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;

    /** Formats a new data folder and starts; returns when the broker answers. */
    KafkaNode(BrokerSettings settings) throws IOException {
        Path logs = Files.createDirectories(settings.data().resolve("kafka"));
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(logs);
        }
        server = new KafkaRaftServer(new KafkaConfig(properties(settings, logs), false), Time.SYSTEM);
        server.startup();
    }

    private static void format(Path logs) {
        Formatter formatter = new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setControllerListenerName("CONTROLLER")
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setUnstableFeatureVersionsEnabled(false)
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception failed) {
            throw new KafkaException(
                    "The data folder " + logs + " cannot be formatted: " + failed.getMessage(), failed);
        }
    }

    private static Properties properties(BrokerSettings settings, Path logs) {
        Properties properties = new Properties();
        String controller = "127.0.0.1:" + settings.ports().controller();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "listeners",
                "PLAINTEXT://" + settings.host() + ":" + settings.ports().broker() + ",CONTROLLER://" + controller,
                "advertised.listeners",
                "PLAINTEXT://" + settings.bootstrapServers(),
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "log.dirs",
                logs.toString()));
        properties.putAll(SINGLE_NODE);
        properties.putAll(KEEPING);
        properties.putAll(settings.kafka());
        return properties;
    }

    /** One replica, few partitions and threads, no waiting for other nodes. */
    private static final Map<String, String> SINGLE_NODE = Map.ofEntries(
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "2"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            // After kill -9 the controller waits until the old session has timed out before it admits the broker again.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"));

    /**
     * The log keeps the whole run: no record expires. A producer creates a topic by writing to it, so that any tool
     * adds a source of questions.
     */
    private static final Map<String, String> KEEPING = Map.of(
            "log.retention.ms", "-1",
            "offsets.retention.minutes", "5256000",
            "auto.create.topics.enable", "true",
            "num.partitions", "4",
            "log.segment.bytes", "134217728",
            "log.index.size.max.bytes", "1048576");

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
