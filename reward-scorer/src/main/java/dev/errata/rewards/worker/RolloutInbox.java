package dev.errata.rewards.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollouts in batches, and what came of them out again, exactly once: output and offsets of a batch are one transaction.
 *
 * <p>Invariant: outside {@link #take} and {@link #publish} the batch holds every record that the consumer has moved past
 * and whose offset is not committed, of the partitions it has now. A partition that is taken away takes its records with
 * it. Not thread-safe.
 *
 * <p>A batch that the group has moved past meanwhile is read again, but not for ever: a batch that always takes longer than
 * a member may be silent never comes to an end.
 */
public final class RolloutInbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutInbox.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    /** A worker that joins or leaves costs another one batch; more than a few in a row is no coincidence. */
    private static final int MOST_LOST_IN_A_ROW = 3;

    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final Batching batching;
    private final List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
    private int lostInARow;

    /**
     * How rollouts are gathered.
     *
     * @param size records that make a batch full; a poll may bring it past that once
     * @param idle how long to wait for the first record before looking up
     * @param linger how long a batch that is not full waits for more
     */
    public record Batching(int size, Duration idle, Duration linger) {}

    public RolloutInbox(
            Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, String topic, Batching batching) {
        this.consumer = consumer;
        this.producer = producer;
        this.batching = batching;
        consumer.subscribe(List.of(topic), new ForgetTaken());
        producer.initTransactions();
    }

    /** The next batch; empty where none came for a while. */
    public List<ConsumerRecord<String, byte[]>> take() {
        consumer.poll(batching.idle()).forEach(batch::add);
        long deadline = System.nanoTime() + batching.linger().toNanos();
        while (!batch.isEmpty() && batch.size() < batching.size()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            consumer.poll(Duration.ofNanos(left)).forEach(batch::add);
        }
        return List.copyOf(batch);
    }

    /**
     * Publishes what came of the batch in hand, together with its offsets; or nothing, where its partitions are somebody
     * else's by now.
     *
     * @throws IllegalStateException if that happened with several batches in a row
     */
    public void publish(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        try {
            for (ProducerRecord<String, byte[]> record : records) {
                // A send that fails fails the commit.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.sendOffsetsToTransaction(positions(), consumer.groupMetadata());
            producer.commitTransaction();
            batch.clear();
            lostInARow = 0;
        } catch (CommitFailedException | RebalanceInProgressException | TransactionAbortableException moved) {
            // The group has moved on: whoever has the partitions now starts from what is committed.
            producer.abortTransaction();
            lose(moved);
            rewind();
        }
    }

    private void lose(KafkaException moved) {
        lostInARow++;
        LOG.warn(
                "The group moved on while a batch of {} rollouts was reviewed; whoever has their partitions now reads them"
                        + " again: {}",
                batch.size(),
                moved.getMessage());
        if (lostInARow == MOST_LOST_IN_A_ROW) {
            throw new IllegalStateException(
                    lostInARow + " batches in a row could not be committed, the last one of " + batch.size()
                            + " rollouts: reviewing one takes longer than Kafka lets a group's member be silent. Lower"
                            + " reward-model.batch-size, or raise errata.client.\"max.poll.interval.ms\".",
                    moved);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            positions.computeIfAbsent(partition, p -> new OffsetAndMetadata(consumer.position(p)));
        }
        return positions;
    }

    private void rewind() {
        batch.clear();
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned);
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_DEADLINE));
        producer.close(CLOSE_DEADLINE);
    }

    /** Forgets the records of partitions that are somebody else's now; they read them again. */
    private final class ForgetTaken implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> taken) {
            Set<TopicPartition> gone = new HashSet<>(taken);
            batch.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> given) {}
    }
}
