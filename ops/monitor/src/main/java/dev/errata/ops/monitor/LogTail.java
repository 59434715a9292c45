package dev.errata.ops.monitor;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Follows every topic of the run with a consumer that has no group, commits nothing and starts a bounded number of
 * records before the end. It remembers its positions, so that no record is read twice after a broken connection. For
 * one thread, except {@link #wakeup()}.
 */
final class LogTail implements AutoCloseable {

    private static final Duration METADATA_DEADLINE = Duration.ofSeconds(5);
    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(3);

    private final EventLog log;
    private final Map<String, Long> history = new HashMap<>();
    private final long busyHistory;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<String> misnamed = new HashSet<>();
    private volatile org.apache.kafka.clients.consumer.@Nullable Consumer<String, byte[]> consumer;
    private long discoveredAtNanos;

    LogTail(EventLog log, MonitorConfig config) {
        this.log = log;
        this.busyHistory = config.history();
        Topics topics = log.topics();
        Stream.of(
                        topics.learnerSteps(),
                        topics.policyUpdates(),
                        topics.evaluations(),
                        topics.deadLetters(),
                        topics.askedQuestions())
                .forEach(topic -> history.put(topic.name(), (long) config.metricHistory()));
        // Compacted to one record for each source, of which none may be missed.
        history.put(topics.sources().name(), Long.MAX_VALUE);
    }

    /**
     * Finds the partitions of the run, new ones included; connects first if there is no connection. Does nothing within
     * 3 s of the last discovery.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker answers within 5 s
     */
    Set<TopicPartition> discover() {
        var connected = connected();
        long elapsed = System.nanoTime() - discoveredAtNanos;
        if (!connected.assignment().isEmpty() && elapsed < DISCOVERY_INTERVAL.toNanos()) {
            return connected.assignment();
        }
        Set<TopicPartition> found = new HashSet<>();
        misnamed.clear();
        connected.listTopics(METADATA_DEADLINE).forEach((topic, partitions) -> {
            if (isOurs(topic)) {
                for (PartitionInfo partition : partitions) {
                    found.add(new TopicPartition(topic, partition.partition()));
                }
            } else if (log.topics().isMisnamedSource(topic)) {
                misnamed.add(topic);
            }
        });
        assign(connected, found);
        discoveredAtNanos = System.nanoTime();
        return found;
    }

    /** The topics at the last discovery that look like those of sources, but have a name that none can have. */
    Set<String> misnamed() {
        return Set.copyOf(misnamed);
    }

    private void assign(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> connected, Set<TopicPartition> found) {
        Set<TopicPartition> fresh = new HashSet<>(found);
        fresh.removeAll(connected.assignment());
        if (fresh.isEmpty()) {
            return;
        }
        connected.assign(found);
        Map<TopicPartition, Long> first = connected.beginningOffsets(fresh, METADATA_DEADLINE);
        Map<TopicPartition, Long> end = connected.endOffsets(fresh, METADATA_DEADLINE);
        for (TopicPartition partition : fresh) {
            long start = Math.max(
                    first.getOrDefault(partition, 0L),
                    end.getOrDefault(partition, 0L) - history.getOrDefault(partition.topic(), busyHistory));
            connected.seek(partition, positions.getOrDefault(partition, start));
        }
    }

    /** Hands over new records, in the order of each partition, and waits at most this long for the first. */
    void read(Duration wait, Consumer<ConsumerRecord<String, byte[]>> taker) {
        for (ConsumerRecord<String, byte[]> record : connected().poll(wait)) {
            taker.accept(record);
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
    }

    private org.apache.kafka.clients.consumer.Consumer<String, byte[]> connected() {
        if (consumer == null) {
            consumer = log.consumer(Map.of(
                    "client.id", "monitor",
                    "allow.auto.create.topics", "false",
                    "fetch.max.bytes", String.valueOf(8 << 20),
                    "default.api.timeout.ms", "10000"));
        }
        return consumer;
    }

    private boolean isOurs(String topic) {
        return log.topics().questionTopics().matcher(topic).matches()
                || log.topics().all().stream().anyMatch(ours -> ours.name().equals(topic));
    }

    /** Drops the connection; the next call makes a new one and continues at the same positions. */
    void disconnect() {
        var old = consumer;
        consumer = null;
        if (old != null) {
            old.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    /** Ends a wait in another thread with a WakeupException. */
    void wakeup() {
        var waiting = consumer;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
