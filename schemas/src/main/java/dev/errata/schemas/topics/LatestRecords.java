package dev.errata.schemas.topics;

import java.time.Duration;
import java.util.ArrayList;
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

/**
 * Follows a topic from its beginning, without a consumer group: made for compacted topics, whose whole content is small.
 *
 * <p>A poll that returns has seen every record committed before it was called, so that a reader can act on "nothing newer
 * was announced". A record that cannot be read is not returned; {@link #unreadable()} counts it. Not thread-safe, except
 * {@link #wakeup()}.
 */
public final class LatestRecords<V extends SpecificRecord> implements AutoCloseable {

    private static final Duration ONE_FETCH = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final Topic<V> topic;
    private final Deserializer<V> values;
    private boolean assigned;
    private long unreadable;

    /** Follows a topic through a consumer of its own, which {@link #close()} closes. */
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
     * The values that came since the last call, in the order of each partition; from the first call, all there are.
     *
     * @throws KafkaException if the topic does not exist, or its end was not reached within the deadline
     * @throws org.apache.kafka.common.errors.WakeupException if {@link #wakeup()} was called
     */
    public List<V> poll(Duration deadline) {
        long giveUp = System.nanoTime() + deadline.toNanos();
        if (!assigned) {
            assign(deadline);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), deadline);
        List<V> news = new ArrayList<>();
        while (!reached(ends)) {
            if (System.nanoTime() > giveUp) {
                throw new KafkaException("The end of " + topic.name() + " was not reached within " + deadline
                        + ": is the broker overloaded?");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(ONE_FETCH)) {
                read(record, news);
            }
        }
        return news;
    }

    /**
     * The values that have arrived since the last call, without waiting for any and without asking the broker where the
     * topic ends: cheap enough for every step of a loop, but "nothing newer was announced" does not follow from it. Before
     * the first {@link #poll} there are none.
     *
     * @throws org.apache.kafka.common.errors.WakeupException if {@link #wakeup()} was called
     */
    public List<V> arrived() {
        List<V> news = new ArrayList<>();
        if (assigned) {
            consumer.poll(Duration.ZERO).forEach(record -> read(record, news));
        }
        return news;
    }

    /** Records passed over because they could not be read. */
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

    private void read(ConsumerRecord<String, byte[]> record, List<V> news) {
        if (record.value() == null) {
            return;
        }
        try {
            news.add(values.deserialize(topic.name(), record.value()));
        } catch (SerializationException notOurs) {
            // Not lost in silence: the caller shows the count.
            unreadable++;
        }
    }
}
