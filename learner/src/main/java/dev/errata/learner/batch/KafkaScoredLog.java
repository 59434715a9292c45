package dev.errata.learner.batch;

import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/**
 * The topic scored-rollouts on Kafka, assigned by hand: the checkpoint determines where reading continues, not the
 * consumer group.
 */
public final class KafkaScoredLog implements ScoredLog {

    private final Topic<ScoredRollout> topic;
    private final Serde<ScoredRollout> serde;
    private final Consumer<String, byte[]> consumer;

    /** Connects and takes all partitions. */
    public KafkaScoredLog(EventLog log) {
        // Reading continues at the checkpoint's offsets; a missing offset is an error.
        this(
                log.topics().scoredRollouts(),
                log.serde(log.topics().scoredRollouts()),
                log.consumer(Map.of("auto.offset.reset", "none")));
    }

    KafkaScoredLog(Topic<ScoredRollout> topic, Serde<ScoredRollout> serde, Consumer<String, byte[]> consumer) {
        this.topic = topic;
        this.serde = serde;
        this.consumer = consumer;
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    @Override
    public Map<Integer, Long> beginning() {
        return byPartition(consumer.beginningOffsets(consumer.assignment()));
    }

    @Override
    public void seek(Map<Integer, Long> offsets) {
        Map<Integer, Long> first = beginning();
        requireSamePartitions(offsets.keySet(), first.keySet());
        Map<Integer, Long> end = byPartition(consumer.endOffsets(consumer.assignment()));
        offsets.forEach((partition, offset) -> {
            long oldest = first.getOrDefault(partition, 0L);
            long last = end.getOrDefault(partition, 0L);
            if (offset < oldest || offset > last) {
                throw new IllegalStateException(
                        "The checkpoint continues at offset " + offset + " of " + topic.name() + "-"
                                + partition + ", but the log holds " + oldest + " to " + last
                                + ": the log is not the one this run was trained on, or its retention is too short."
                                + " Point errata.client at the right log, or begin a new run with a"
                                + " learner.checkpoint-dir, learner.weights-dir and errata.run of its own.");
            }
            consumer.seek(at(partition), offset);
        });
    }

    private void requireSamePartitions(Set<Integer> run, Set<Integer> log) {
        if (!run.equals(log)) {
            throw new IllegalStateException("The run reads the partitions " + new TreeSet<>(run) + " of " + topic.name()
                    + ", but the log has " + new TreeSet<>(log)
                    + ": partitions cannot be added to a run or taken from it. Point errata.client at the log this run"
                    + " was trained on, or begin a new run with a learner.checkpoint-dir, learner.weights-dir and"
                    + " errata.run of its own.");
        }
    }

    @Override
    public List<Arrival> poll(Set<Integer> wanted, Duration patience) {
        Set<TopicPartition> paused = new HashSet<>(consumer.assignment());
        Set<TopicPartition> resumed = new HashSet<>();
        wanted.forEach(partition -> resumed.add(at(partition)));
        paused.removeAll(resumed);
        consumer.pause(paused);
        consumer.resume(resumed);
        List<Arrival> arrivals = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
            arrivals.add(read(record));
        }
        return arrivals;
    }

    @Override
    public boolean exhausted(int partition) {
        return consumer.currentLag(at(partition)).orElse(Long.MAX_VALUE) == 0;
    }

    @Override
    public void close() {
        consumer.close();
        serde.close();
    }

    private Arrival read(ConsumerRecord<String, byte[]> record) {
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        if (payload.length == 0) {
            return new Arrival.Unreadable(record.partition(), record.offset(), "The record is empty.", payload);
        }
        try {
            ScoredRollout scored = serde.deserializer().deserialize(topic.name(), payload);
            return new Arrival.Readable(record.partition(), record.offset(), scored);
        } catch (SerializationException e) {
            String problem = "The record is not a scored rollout: " + e.getMessage();
            return new Arrival.Unreadable(record.partition(), record.offset(), problem, payload);
        }
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(topic.name(), partition);
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byPartition = new TreeMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
        return byPartition;
    }
}
