package dev.errata.actors;

import dev.errata.schemas.SourceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Partitions that keep their records, offsets that stay committed, and consumers that come and go. */
public final class FakeLog {

    private static final TopicPartition SOURCES = new TopicPartition("sources", 0);

    /** Offsets committed by the group. */
    public final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /** Most records that one fetch returns from a partition. */
    public int mostPerFetch = 100;

    /** Number of fetches that returned a record. */
    public int fetches;

    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();

    /** Partitions 0 to {@code partitions} - 1 of each topic, and the topic {@code sources}, all without records. */
    public FakeLog(int partitions, String... topics) {
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                add(new TopicPartition(topic, partition));
            }
        }
        add(SOURCES);
    }

    /** Appends settings of a source to the topic {@code sources}. */
    public void set(SourceSettings settings) {
        append(SOURCES, TestLog.<SourceSettings>serializer().serialize(SOURCES.topic(), settings));
    }

    private void add(TopicPartition partition) {
        records.put(partition, new ArrayList<>());
        ends.put(partition, 0L);
        beginnings.put(partition, 0L);
    }

    /** Appends a question as plain JSON; its id is its offset. */
    public void ask(TopicPartition partition) {
        append(partition, TestLog.json("q" + ends.get(partition), "2+2"));
    }

    /** Appends questions. */
    public void ask(TopicPartition partition, int questions) {
        for (int i = 0; i < questions; i++) {
            ask(partition);
        }
    }

    /** Appends a record. */
    public void append(TopicPartition partition, byte[] value) {
        long offset = end(partition);
        records(partition).add(TestLog.record(partition.topic(), partition.partition(), offset, value));
        ends.put(partition, offset + 1);
    }

    /** Leaves offsets without a record, as transaction markers and compaction do. */
    public void gap(TopicPartition partition, int offsets) {
        ends.merge(partition, (long) offsets, Long::sum);
    }

    /** Deletes the records before an offset, as retention does. */
    public void deleteBefore(TopicPartition partition, long offset) {
        records(partition).removeIf(record -> record.offset() < offset);
        beginnings.put(partition, offset);
    }

    /** Deletes a partition and makes it again, without records. */
    public void delete(TopicPartition partition) {
        add(partition);
    }

    /** One past the last offset of a partition. */
    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** The partitions of questions. */
    public List<TopicPartition> partitions() {
        return records.keySet().stream()
                .filter(partition -> !partition.equals(SOURCES))
                .toList();
    }

    /** Offsets of a partition that hold a record. */
    public List<Long> offsets(TopicPartition partition) {
        return records(partition).stream().map(ConsumerRecord::offset).toList();
    }

    /** A consumer of this log; its partitions are assigned by {@code rebalance}. */
    public MockConsumer<String, byte[]> consumer() {
        MockConsumer<String, byte[]> consumer = new Reader();
        Map<String, List<PartitionInfo>> topics = new HashMap<>();
        for (TopicPartition one : records.keySet()) {
            topics.computeIfAbsent(one.topic(), first -> new ArrayList<>())
                    .add(new PartitionInfo(one.topic(), one.partition(), null, null, null));
        }
        topics.forEach(consumer::updatePartitions);
        consumer.updateBeginningOffsets(beginnings);
        return consumer;
    }

    private List<ConsumerRecord<String, byte[]>> records(TopicPartition partition) {
        return records.getOrDefault(partition, List.of());
    }

    private List<ConsumerRecord<String, byte[]>> from(TopicPartition partition, long offset) {
        List<ConsumerRecord<String, byte[]>> all = records(partition);
        int first = 0;
        for (int step = Integer.highestOneBit(Math.max(1, all.size())); step > 0; step /= 2) {
            if (first + step <= all.size() && all.get(first + step - 1).offset() < offset) {
                first += step;
            }
        }
        return all.subList(first, Math.min(all.size(), first + mostPerFetch));
    }

    private final class Reader extends MockConsumer<String, byte[]> {

        Reader() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            updateBeginningOffsets(beginnings);
            Set<TopicPartition> reading = new HashSet<>(assignment());
            reading.removeAll(paused());
            for (TopicPartition partition : reading) {
                long from = Math.max(position(partition), beginnings.getOrDefault(partition, 0L));
                seek(partition, from);
                List<ConsumerRecord<String, byte[]>> next = from(partition, from);
                next.forEach(this::addRecord);
                if (next.isEmpty() && from < end(partition)) {
                    seek(partition, end(partition));
                }
            }
            ConsumerRecords<String, byte[]> fetched = super.poll(timeout);
            fetches += fetched.isEmpty() ? 0 : 1;
            return fetched;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(committed);
            known.keySet().retainAll(partitions);
            return known;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, Long> known = new HashMap<>(ends);
            known.keySet().retainAll(partitions);
            return known;
        }
    }
}
