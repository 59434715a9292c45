package dev.errata.schemas.topics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic from its beginning, without a consumer group. Meant for compacted topics, whose content is small.
 *
 * <p>A poll that returns has read every record committed before the call, so a caller may conclude that nothing newer
 * was announced. A record that can never be read is skipped: the first is logged with the reason, and
 * {@link #unreadable()} counts all. A call that fails loses nothing: the records it had read, and the record that could
 * not be read at that moment, come with the next call that succeeds. Not thread-safe, except {@link #wakeup()}.
 */
public final class LatestRecords<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LatestRecords.class);
    private static final Duration ONE_FETCH = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final Topic<V> topic;
    private final Deserializer<V> values;

    /** Records of the last fetch that are still to be decoded; the next fetch waits until there are none. */
    private final Deque<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();

    /** Values that were decoded and not yet returned. */
    private final List<V> decoded = new ArrayList<>();

    private boolean assigned;
    private long unreadable;

    /** Follows a topic with its own consumer, which {@link #close()} closes. */
    public LatestRecords(Consumer<String, byte[]> consumer, Topic<V> topic, Deserializer<V> values) {
        this.consumer = consumer;
        this.topic = topic;
        this.values = values;
    }

    /** Follows a topic of an event log. */
    public static <V extends SpecificRecord> LatestRecords<V> of(EventLog log, Topic<V> topic) {
        return new LatestRecords<>(
                log.consumer(Map.of()), topic, log.serde(topic).deserializer());
    }

    /**
     * Begins at the start of the topic without reading, so that {@link #arrived()} returns its records bit by bit.
     * Waits for the topic's partitions only.
     *
     * @throws KafkaException if the topic does not exist
     * @throws org.apache.kafka.common.errors.RetriableException if no broker answers within the deadline
     */
    public void begin(Duration deadline) {
        if (!assigned) {
            assign(deadline);
        }
    }

    /**
     * The values since the last call, in the order of each partition; the first call returns all.
     *
     * @throws KafkaException if the topic does not exist, or its end was not reached within the deadline
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers, or no broker
     * @throws org.apache.kafka.common.errors.WakeupException if {@link #wakeup()} was called
     */
    public List<V> poll(Duration deadline) {
        long giveUp = System.nanoTime() + deadline.toNanos();
        begin(deadline);
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), deadline);
        readFetched();
        while (!reached(ends)) {
            if (System.nanoTime() > giveUp) {
                throw new KafkaException("The end of " + topic.name() + " was not reached within " + deadline
                        + ": is the broker overloaded?");
            }
            fetch(ONE_FETCH);
        }
        return takeDecoded();
    }

    /**
     * The values that have arrived since the last call, without waiting and without asking the broker for the end of
     * the topic: cheap enough for every step of a loop, but it does not tell that nothing newer was announced. Empty
     * before the first {@link #poll} or {@link #begin}.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers
     * @throws org.apache.kafka.common.errors.WakeupException if {@link #wakeup()} was called
     */
    public List<V> arrived() {
        if (assigned) {
            readFetched();
            fetch(Duration.ZERO);
        }
        return takeDecoded();
    }

    /** Number of records skipped because they could not be read. */
    public long unreadable() {
        return unreadable;
    }

    /** Ends a waiting {@link #poll}; may be called from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void assign(Duration deadline) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name(), deadline).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("The topic " + topic.name() + " does not exist: create it first.");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        assigned = true;
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> behind = new HashMap<>(ends);
        behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return behind.isEmpty();
    }

    private void fetch(Duration wait) {
        consumer.poll(wait).forEach(fetched::add);
        readFetched();
    }

    /**
     * A record is removed once it was decoded or can never be; any other failure leaves it and the records after it for
     * later.
     */
    private void readFetched() {
        for (ConsumerRecord<String, byte[]> record = fetched.peek(); record != null; record = fetched.peek()) {
            read(record);
            fetched.remove();
        }
    }

    private List<V> takeDecoded() {
        List<V> all = List.copyOf(decoded);
        decoded.clear();
        return all;
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            decoded.add(values.deserialize(topic.name(), record.value()));
        } catch (SerializationException notOurs) {
            unreadable++;
            if (unreadable == 1) {
                LOG.warn(
                        "Offset {} of {}-{} cannot be read and is skipped; further unreadable records are not "
                                + "logged: {}",
                        record.offset(),
                        topic.name(),
                        record.partition(),
                        notOurs.getMessage());
            }
        }
    }
}
