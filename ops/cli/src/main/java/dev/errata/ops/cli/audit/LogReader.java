package dev.errata.ops.cli.audit;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.topics.EventLog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads committed records from the beginning of topics up to given ends. */
public final class LogReader implements LogEnds.Growing, AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** Longer than the transaction timeout: the open transaction of a killed process blocks readers until then. */
    private static final Duration NO_PROGRESS = Duration.ofSeconds(90);

    private final EventLog log;
    private final Admin admin;

    /** Opens the log for reading. */
    public LogReader(EventLog log) {
        this.log = log;
        this.admin = log.admin();
    }

    @Override
    public Set<String> topics() {
        return await("the list of topics", admin.listTopics().names());
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    @Override
    public Map<TopicPartition, Long> settledEnds(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** The first offsets of those of the topics that exist. */
    public Map<TopicPartition, Long> begins(Collection<String> topics) {
        return offsets(topics, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec which, IsolationLevel isolation) {
        Set<String> existing = topics();
        List<String> wanted = topics.stream().filter(existing::contains).toList();
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        await("the partitions of topics", admin.describeTopics(wanted).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.put(new TopicPartition(name, partition.partition()), which)));
        var answer = admin.listOffsets(partitions, new ListOffsetsOptions(isolation));
        return await("the offsets of topics", answer.all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        var options = new ListConsumerGroupOffsetsOptions().requireStable(true);
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        await(
                        "the offsets of group " + group,
                        admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset);
                    }
                });
        return committed;
    }

    /**
     * Hands every committed record below the given ends to a visitor, in the order of each partition.
     *
     * @throws CommandFailed if a partition makes no progress for 90 s
     */
    public void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        read(Map.of(), ends, visitor);
    }

    /**
     * Hands the committed records between two offsets of each partition to a visitor, in the order of each partition.
     *
     * @param from first offsets; a partition that has none is read from its beginning
     * @throws CommandFailed if a partition makes no progress for 90 s
     */
    public void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (var consumer = log.consumer(Map.of("max.poll.records", "5000"))) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            from.forEach(consumer::seek);
            Set<TopicPartition> left = unread(ends, consumer::position);
            long progressAt = System.nanoTime();
            while (!left.isEmpty()) {
                var records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<String, byte[]> record : records) {
                    if (record.offset()
                            < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        visitor.accept(record);
                    }
                }
                Set<TopicPartition> now = unread(ends, consumer::position);
                if (!records.isEmpty() || now.size() < left.size()) {
                    progressAt = System.nanoTime();
                } else if (System.nanoTime() - progressAt > NO_PROGRESS.toNanos()) {
                    throw new CommandFailed("Reading the log made no progress at " + now
                            + ": a transaction may be open there; try again in a minute.");
                }
                consumer.pause(ends.keySet().stream()
                        .filter(partition -> !now.contains(partition))
                        .toList());
                left = now;
            }
        }
    }

    private static Set<TopicPartition> unread(
            Map<TopicPartition, Long> ends, java.util.function.ToLongFunction<TopicPartition> position) {
        return ends.entrySet().stream()
                .filter(end -> position.applyAsLong(end.getKey()) < end.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static <T> T await(String what, KafkaFuture<T> future) {
        try {
            return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while waiting for " + what + ".", interrupted);
        } catch (TimeoutException late) {
            throw new CommandFailed("The broker did not give " + what + " within " + ANSWER.toSeconds() + " s.", late);
        } catch (ExecutionException failure) {
            throw new CommandFailed("The broker refused to give " + what + ": " + failure.getMessage() + ".", failure);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
