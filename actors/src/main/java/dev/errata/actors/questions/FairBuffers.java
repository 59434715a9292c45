package dev.errata.actors.questions;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Buffered records, served in turn: topics alternate, and within a topic its partitions do. A partition's records keep
 * their offset order. Of a topic with a million records and one with a single record, each gets every second turn.
 *
 * <p>Invariant: a topic is in {@code turns} exactly if one of its partitions is in its own queue of turns, and a
 * partition is there exactly if it holds a record.
 */
final class FairBuffers {

    private final Deque<String> turns = new ArrayDeque<>();
    private final Map<String, Deque<TopicPartition>> partitions = new HashMap<>();
    private final Map<TopicPartition, Deque<ConsumerRecord<String, byte[]>>> records = new HashMap<>();

    void add(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Deque<ConsumerRecord<String, byte[]>> waiting = records.computeIfAbsent(partition, none -> new ArrayDeque<>());
        if (waiting.isEmpty()) {
            Deque<TopicPartition> siblings = partitions.computeIfAbsent(record.topic(), none -> new ArrayDeque<>());
            if (siblings.isEmpty()) {
                turns.add(record.topic());
            }
            siblings.add(partition);
        }
        waiting.add(record);
    }

    /** The record whose turn it is; null if none is buffered. */
    @Nullable
    ConsumerRecord<String, byte[]> next() {
        String topic = turns.poll();
        if (topic == null) {
            return null;
        }
        Deque<TopicPartition> siblings = partitions.getOrDefault(topic, new ArrayDeque<>());
        TopicPartition partition = siblings.remove();
        Deque<ConsumerRecord<String, byte[]>> waiting = records.getOrDefault(partition, new ArrayDeque<>());
        ConsumerRecord<String, byte[]> record = waiting.remove();
        if (!waiting.isEmpty()) {
            siblings.add(partition);
        }
        if (!siblings.isEmpty()) {
            turns.add(topic);
        }
        return record;
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** Number of buffered records of one topic. */
    int size(String topic) {
        return partitions.getOrDefault(topic, new ArrayDeque<>()).stream()
                .mapToInt(partition ->
                        records.getOrDefault(partition, new ArrayDeque<>()).size())
                .sum();
    }

    /** Number of buffered records of all topics. */
    int size() {
        return records.values().stream().mapToInt(Deque::size).sum();
    }

    /** Removes the records of partitions. */
    void drop(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            records.remove(partition);
            Deque<TopicPartition> siblings = partitions.getOrDefault(partition.topic(), new ArrayDeque<>());
            if (siblings.remove(partition) && siblings.isEmpty()) {
                turns.remove(partition.topic());
                partitions.remove(partition.topic());
            }
        }
    }
}
