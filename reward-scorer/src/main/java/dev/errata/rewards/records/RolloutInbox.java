package dev.errata.rewards.records;

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
 * Collects rollouts in batches and publishes what is made of them exactly once: the output and the offsets of a batch
 * are one transaction.
 *
 * <p>Invariant: outside the methods of this class the batch holds every record of the assigned partitions
 * that was polled and whose offset is not committed. The records of a revoked partition are removed. Not thread-safe.
 *
 * <p>A batch that cannot be committed because the consumer group was rebalanced is read again. After several such
 * batches in a row the worker stops, because a batch that always takes longer than {@code max.poll.interval.ms} can
 * never be committed.
 */
public final class RolloutInbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutInbox.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    /** A worker that joins or leaves costs each other worker one batch; several in a row have another cause. */
    private static final int MAX_LOST_IN_A_ROW = 3;

    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final Batching batching;
    private final List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
    private int lostInARow;

    /**
     * Settings of collecting rollouts.
     *
     * @param size number of records that makes a batch full; the last poll may exceed it
     * @param idle longest wait for the first record
     * @param linger how long a batch that is not full waits for more records
     * @param setting name of the setting of the size
     */
    public record Batching(int size, Duration idle, Duration linger, String setting) {}

    /** Subscribes to topics and fences the transaction that an earlier worker of the same name left open. */
    public RolloutInbox(
            Consumer<String, byte[]> consumer,
            Producer<String, byte[]> producer,
            Collection<String> topics,
            Batching batching) {
        this.consumer = consumer;
        this.producer = producer;
        this.batching = batching;
        consumer.subscribe(topics, new RemoveRevoked());
        producer.initTransactions();
    }

    /** The next batch; empty where no record arrived in time. */
    public List<ConsumerRecord<String, byte[]>> collect() {
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
     * Tells the broker that this worker still works on its batch; to be called at least every few seconds while a batch
     * may take longer than {@code max.poll.interval.ms}.
     *
     * @return whether the batch is still this worker's; if not, it must be {@link #abandon abandoned}
     */
    public boolean keepBatch() {
        int records = batch.size();
        consumer.pause(consumer.assignment());
        Set<TopicPartition> early = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ZERO)) {
            // A partition that was just assigned is not paused yet. Its records belong to a later batch.
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (early.add(partition)) {
                consumer.seek(partition, record.offset());
            }
        }
        consumer.resume(consumer.assignment());
        return batch.size() == records;
    }

    /**
     * Publishes the output of the current batch together with its offsets. Publishes nothing if another worker has its
     * partitions by now; that worker reads the batch again.
     *
     * @throws IllegalStateException if several batches in a row could not be committed
     */
    public void publish(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        try {
            for (ProducerRecord<String, byte[]> record : records) {
                // A failed send fails the commit.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.sendOffsetsToTransaction(positions(), consumer.groupMetadata());
            producer.commitTransaction();
            batch.clear();
            lostInARow = 0;
        } catch (CommitFailedException | RebalanceInProgressException | TransactionAbortableException rebalanced) {
            // The workers that have the partitions now start at the committed offsets.
            producer.abortTransaction();
            lose(rebalanced);
            abandon();
        }
    }

    private void lose(KafkaException rebalanced) {
        lostInARow++;
        LOG.warn(
                "A batch of {} rollouts could not be committed, because the consumer group was rebalanced in the"
                        + " meantime. It is read again: {}",
                batch.size(),
                rebalanced.getMessage());
        if (lostInARow == MAX_LOST_IN_A_ROW) {
            throw new IllegalStateException(
                    lostInARow + " batches in a row could not be committed, the last one of " + batch.size()
                            + " rollouts: a batch takes longer than max.poll.interval.ms. Lower " + batching.setting()
                            + ", or raise errata.client.\"max.poll.interval.ms\".",
                    rebalanced);
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

    /** Gives up the current batch without output; its records are read again. */
    public void abandon() {
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

    /** Removes the records of revoked partitions; their new owner reads them again. */
    private final class RemoveRevoked implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            Set<TopicPartition> gone = new HashSet<>(revoked);
            batch.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {}
    }
}
