package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.Queue;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** Measures how many records the sources have and how many wait between the stages, by offsets. For one thread. */
final class QueueDepths implements AutoCloseable {

    private static final int DEADLINE_SECONDS = 5;

    private final Admin admin;
    private final Topics topics;
    private final List<Reading> readings;
    private final String rewardModel;
    private final Reading byVerdict;

    QueueDepths(EventLog log) {
        this.admin = log.admin();
        this.topics = log.topics();
        this.rewardModel = topics.group("reward-model");
        this.byVerdict = new Reading(
                "rollouts",
                "scoring topology",
                topics.group("scoring"),
                topics.rollouts().name()::equals);
        this.readings = List.of(
                new Reading(
                        "questions",
                        "actors",
                        topics.group("actors"),
                        topics.questionTopics().asMatchPredicate()),
                new Reading(
                        "rollouts",
                        "reward model",
                        rewardModel,
                        topics.rollouts().name()::equals),
                new Reading(
                        "token-rewards",
                        "scoring topology",
                        topics.group("scoring"),
                        topics.tokenRewards().name()::equals),
                new Reading(
                        "scored-rollouts",
                        "learner",
                        topics.group("learner"),
                        topics.scoredRollouts().name()::equals));
    }

    /**
     * Measures all queues.
     *
     * @param partitions the partitions of the run that exist
     * @throws KafkaException if no broker answers within 5 s, or the broker refuses
     */
    List<Queue> measure(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        List<Queue> queues = new ArrayList<>();
        for (Reading reading : readings) {
            Set<TopicPartition> read = new HashSet<>(partitions);
            read.removeIf(partition -> !reading.topics().test(partition.topic()));
            if (!read.isEmpty()) {
                Reading actual = reading.group().equals(rewardModel) && isNobodys(rewardModel) ? byVerdict : reading;
                queues.add(new Queue(reading.name(), actual.reader(), waiting(actual.group(), read, ends)));
            }
        }
        return queues;
    }

    /**
     * The records that the topics of sources have, by source and partition; transaction markers count.
     *
     * @param partitions the partitions of the run that exist
     * @throws KafkaException if no broker answers within 5 s, or the broker refuses
     */
    Map<String, Map<Integer, Long>> questions(Set<TopicPartition> partitions) {
        Set<TopicPartition> asked = new HashSet<>(partitions);
        asked.removeIf(
                partition -> !topics.questionTopics().matcher(partition.topic()).matches());
        Map<TopicPartition, Long> first = offsets(asked, OffsetSpec.earliest());
        Map<String, Map<Integer, Long>> questions = new HashMap<>();
        offsets(asked, OffsetSpec.latest()).forEach((partition, end) -> questions
                .computeIfAbsent(topics.sourceOf(partition.topic()), key -> new HashMap<>())
                .put(partition.partition(), Math.max(0, end - first.getOrDefault(partition, end))));
        return questions;
    }

    /**
     * A run that is scored by the verdict alone has no reward model; then only the scoring topology reads the rollouts.
     */
    private boolean isNobodys(String group) {
        return committed(group).isEmpty();
    }

    private long waiting(String group, Set<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> read = committed(group);
        Set<TopicPartition> unread = new HashSet<>(partitions);
        unread.removeAll(read.keySet());
        if (!unread.isEmpty()) {
            read.putAll(offsets(unread, OffsetSpec.earliest()));
        }
        return partitions.stream()
                .mapToLong(
                        partition -> Math.max(0, ends.getOrDefault(partition, 0L) - read.getOrDefault(partition, 0L)))
                .sum();
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            Map<TopicPartition, OffsetAndMetadata> known =
                    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            known.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
        } catch (GroupIdNotFoundException nobodyHasReadYet) {
            return committed;
        }
        return committed;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(failed.getCause());
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the broker did not return offsets within " + DEADLINE_SECONDS + " s", late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    /** One queue: its name, its reader, the group of the reader and the topics it reads. */
    private record Reading(String name, String reader, String group, Predicate<String> topics) {}
}
