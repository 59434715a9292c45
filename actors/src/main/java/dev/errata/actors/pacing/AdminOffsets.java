package dev.errata.actors.pacing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** ActorConsumer progress, from a Kafka cluster's admin API. Not thread-safe. */
public final class AdminOffsets implements BrokerOffsets {

    private static final int DEADLINE_SECONDS = 30;
    private static final Duration COUNTING = Duration.ofMillis(500);
    private static final Duration ONE_FETCH = Duration.ofMillis(50);

    private final Admin admin;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Map<String, List<TopicPartition>> partitions = new HashMap<>();
    private @Nullable Consumer<String, byte[]> counting;

    /**
     * Asks through an admin client, which {@link #close()} closes, and counts records through a consumer made on
     * demand.
     */
    public AdminOffsets(Admin admin, Supplier<Consumer<String, byte[]>> consumers) {
        this.admin = admin;
        this.consumers = consumers;
    }

    @Override
    public Map<TopicPartition, Long> committed(BacklogStage stage) {
        List<TopicPartition> wanted = partitionsOf(stage.topic());
        Map<TopicPartition, OffsetAndMetadata> answer = answer(
                "committed offsets of group " + stage.group(),
                admin.listConsumerGroupOffsets(
                                Map.of(stage.group(), new ListConsumerGroupOffsetsSpec().topicPartitions(wanted)))
                        .partitionsToOffsetAndMetadata(stage.group()),
                Map.of());
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (TopicPartition partition : wanted) {
            @Nullable OffsetAndMetadata offset = answer.get(partition);
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        }
        return committed;
    }

    @Override
    public Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitionsOf(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                answer("end of topic " + topic, admin.listOffsets(latest).all(), Map.of());
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public long records(Map<TopicPartition, Range> ranges) {
        Consumer<String, byte[]> consumer = counting == null ? consumers.get() : counting;
        counting = consumer;
        consumer.assign(ranges.keySet());
        ranges.forEach((partition, range) -> consumer.seek(partition, range.from()));
        long giveUp = System.nanoTime() + COUNTING.toNanos();
        long records = 0;
        while (ranges.entrySet().stream()
                .anyMatch(range ->
                        consumer.position(range.getKey()) < range.getValue().to())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(ONE_FETCH)) {
                @Nullable Range range = ranges.get(new TopicPartition(record.topic(), record.partition()));
                records += range != null && record.offset() < range.to() ? 1 : 0;
            }
            if (System.nanoTime() > giveUp) {
                // The end is after an open transaction, which counts as a record.
                return Math.max(1, records);
            }
        }
        return records;
    }

    @Override
    public int members(String group) {
        return answer(
                "members of group " + group,
                admin.describeConsumerGroups(List.of(group)).all().thenApply(groups -> groups.values().stream()
                        .mapToInt(description -> description.members().size())
                        .sum()),
                0);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        if (counting != null) {
            counting.close();
        }
    }

    private List<TopicPartition> partitionsOf(String topic) {
        @Nullable List<TopicPartition> known = partitions.get(topic);
        if (known != null) {
            return known;
        }
        List<TopicPartition> found = answer(
                "partitions of topic " + topic,
                admin.describeTopics(List.of(topic)).allTopicNames().thenApply(topics -> topics.values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList()),
                List.of());
        if (!found.isEmpty()) {
            partitions.put(topic, found);
        }
        return found;
    }

    /** The broker's answer, or {@code whenAbsent} if there is no such group or topic. */
    private static <T> T answer(String what, KafkaFuture<T> asked, T whenAbsent) {
        try {
            return asked.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException
                    || failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return whenAbsent;
            }
            if (failed.getCause() instanceof RetriableException retriable) {
                throw retriable;
            }
            throw new KafkaException("The broker does not tell the " + what + ": " + failed.getMessage(), failed);
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "The broker did not report the " + what + " within " + DEADLINE_SECONDS + " s.", late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
