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
 * Follows a topic from its beginning, without a consumer group: made for compacted topics, whose whole content is small.
 *
 * <p>A poll that returns has seen every record committed before it was called, so that a reader can act on "nothing newer
 * was announced". A record that can never be read is not returned: the first is logged with the reason, and
 * {@link #unreadable()} counts all. A call that fails takes
 * nothing from the topic: what it had read, and the record that could not be read for the moment, come with the next call
 * that succeeds. Not thread-safe, except {@link #wakeup()}.
 */
public final class LatestRecords<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LatestRecords.class);
    private static final Duration ONE_FETCH = Duration.ofMillis(50);

    private final Consumer<String, byte[]> consumer;
    private final Topic<V> topic;
    private final Deserializer<V> values;

    /** What came with the last fetch and is still to be read: no other fetch before it is empty. */
    private final Deque<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();

    /** What was read and not yet returned. */
    private final List<V> news = new ArrayList<>();

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
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers, or no broker
     * @throws org.apache.kafka.common.errors.WakeupException if {@link #wakeup()} was called
     */
    public List<V> poll(Duration deadline) {
        long giveUp = System.nanoTime() + deadline.toNanos();
        if (!assigned) {
            assign(deadline);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), deadline);
        readFetched();
        while (!reached(ends)) {
            if (System.nanoTime() > giveUp) {
                throw new KafkaException("The end of " + topic.name() + " was not reached within " + deadline
                        + ": is the broker overloaded?");
            }
            fetch(ONE_FETCH);
        }
        return handedOver();
    }

    /**
     * The values that have arrived since the last call, without waiting for any and without asking the broker where the
     * topic ends: cheap enough for every step of a loop, but "nothing newer was announced" does not follow from it. Before
     * the first {@link #poll} there are none.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if no schema registry answers
     * @throws org.apache.kafka.common.errors.WakeupException if {@link #wakeup()} was called
     */
    public List<V> arrived() {
        if (assigned) {
            readFetched();
            fetch(Duration.ZERO);
        }
        return handedOver();
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

    private void fetch(Duration wait) {
        consumer.poll(wait).forEach(fetched::add);
        readFetched();
    }

    /** A record is let go once it was read or never can be; any other failure leaves it, and those behind it, for later. */
    private void readFetched() {
        for (ConsumerRecord<String, byte[]> record = fetched.peek(); record != null; record = fetched.peek()) {
            read(record);
            fetched.remove();
        }
    }

    private List<V> handedOver() {
        List<V> all = List.copyOf(news);
        news.clear();
        return all;
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            news.add(values.deserialize(topic.name(), record.value()));
        } catch (SerializationException notOurs) {
            unreadable++;
            if (unreadable == 1) {
                LOG.warn(
                        "Offset {} of {}-{} cannot be read and is passed over, as all like it will be: {}",
                        record.offset(),
                        topic.name(),
                        record.partition(),
                        notOurs.getMessage());
            }
        }
    }
}
