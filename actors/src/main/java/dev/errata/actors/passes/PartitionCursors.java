package dev.errata.actors.passes;

import dev.errata.schemas.topics.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A cursor for each assigned partition, fed by one consumer.
 *
 * <p>A partition gets its cursor once its committed position and the range of its log are known; until then it is
 * paused. Requests that the broker does not answer in time are repeated later. Partitions are reassigned only inside
 * {@link #fetch}. Not thread-safe, except {@link #wakeup()}.
 */
public final class PartitionCursors implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PartitionCursors.class);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final long BETWEEN_REFRESHES = Duration.ofMillis(500).toNanos();
    private static final long BETWEEN_LISTS = Duration.ofSeconds(10).toNanos();
    private static final long BETWEEN_TRIES = Duration.ofSeconds(1).toNanos();

    private final Consumer<String, byte[]> consumer;
    private final int maxBytes;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, PartitionCursor> cursors = new HashMap<>();
    /** Positions of what is published, for each cursor. */
    private final Map<TopicPartition, Position> published = new HashMap<>();

    private long refreshAt;
    private long placeAt;
    private long listAt;
    private Set<String> topics = Set.of();

    /**
     * Reads through a consumer, which {@link #close()} closes.
     *
     * @param maxBytes of a larger record only as many bytes are kept as its dead letter needs
     * @param nanoTime {@link System#nanoTime()}, or a clock turned by a test
     */
    public PartitionCursors(Consumer<String, byte[]> consumer, int maxBytes, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
        this.refreshAt = nanoTime.getAsLong();
        this.placeAt = refreshAt;
        this.listAt = refreshAt;
    }

    /** Joins the consumer group for all topics that match, future ones included. */
    public void subscribe(Pattern topics) {
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                forget(revoked);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                forget(assigned);
                // Nothing is fetched before the position is known.
                consumer.pause(assigned);
            }
        });
    }

    /** The cursors of the partitions whose position is known. */
    public Collection<PartitionCursor> all() {
        return cursors.values();
    }

    /** Number of partitions of a topic. */
    public int partitions(String topic) {
        return Math.max(1, consumer.partitionsFor(topic, ANSWER).size());
    }

    /** All topics of the cluster, as they were at most ten seconds ago. */
    public Set<String> topics() {
        return topics;
    }

    /** Gives cursors to newly assigned partitions, and looks twice a second for new ends of the log. */
    public void refresh() {
        Set<TopicPartition> unplaced = new HashSet<>(consumer.assignment());
        unplaced.removeAll(cursors.keySet());
        long now = nanoTime.getAsLong();
        try {
            if (now - listAt >= 0) {
                listAt = now + BETWEEN_LISTS;
                topics = Set.copyOf(consumer.listTopics(ANSWER).keySet());
            }
            if (!unplaced.isEmpty() && now - placeAt >= 0) {
                placeAt = now + BETWEEN_TRIES;
                place(unplaced);
                placeAt = now;
            }
            if (!cursors.isEmpty() && now - refreshAt >= 0) {
                refreshAt = now + BETWEEN_REFRESHES;
                ranges(cursors.keySet()).forEach(this::refresh);
            }
        } catch (TimeoutException late) {
            LOG.debugf("The broker did not report positions within %s: %s", ANSWER, late.getMessage());
        }
    }

    /**
     * Fetches what has arrived.
     *
     * @param wait how long to wait for a record if there is none
     * @param mayFetch whether a partition may fetch now
     * @return whether records were fetched
     */
    public boolean fetch(Duration wait, Predicate<PartitionCursor> mayFetch) {
        List<TopicPartition> reading = new ArrayList<>();
        List<TopicPartition> paused = new ArrayList<>();
        cursors.forEach((partition, cursor) -> {
            cursor.takeSeek().ifPresent(offset -> consumer.seek(partition, offset));
            (cursor.wantsRecords() && mayFetch.test(cursor) ? reading : paused).add(partition);
        });
        consumer.resume(reading);
        consumer.pause(paused);
        boolean fetched = false;
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (cursors.containsKey(partition)) {
                cursor(partition).add(cut(record));
                fetched = true;
            }
        }
        reading.forEach(this::noteFetched);
        return fetched;
    }

    /** These positions are committed. */
    public void published(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, committed) ->
                published.computeIfPresent(partition, (assigned, before) -> Position.of(committed)));
    }

    /** Returns to what is published: later records are taken again. */
    public void rewind() {
        cursors.replaceAll((partition, cursor) -> {
            cursor.release();
            Position position = Objects.requireNonNull(published.get(partition));
            return new PartitionCursor(partition, position, cursor.range());
        });
    }

    /** The consumer's group membership, to commit offsets in a producer's transaction. */
    public ConsumerGroupMetadata groupMetadata() {
        return consumer.groupMetadata();
    }

    /** Ends a waiting call with a WakeupException; may be called from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void place(Set<TopicPartition> unplaced) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(unplaced, ANSWER);
        ranges(unplaced).forEach((partition, range) -> {
            Position position = Position.of(committed.get(partition), range);
            published.put(partition, position);
            cursors.put(partition, new PartitionCursor(partition, position, range));
        });
    }

    private Map<TopicPartition, LogRange> ranges(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, ANSWER);
        Map<TopicPartition, LogRange> ranges = new HashMap<>();
        consumer.endOffsets(partitions, ANSWER)
                .forEach((partition, end) ->
                        ranges.put(partition, new LogRange(beginnings.getOrDefault(partition, 0L), end)));
        return ranges;
    }

    private void refresh(TopicPartition partition, LogRange range) {
        PartitionCursor cursor = cursor(partition);
        if (range.end() < cursor.range().end()) {
            startOver(partition);
        } else {
            cursor.refreshed(range);
        }
    }

    /** The record, or the beginning of one that is too large to be asked, with the size of the whole. */
    private ConsumerRecord<String, byte[]> cut(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null || value.length <= maxBytes || value.length <= DeadLetters.PAYLOAD_KEPT) {
            return record;
        }
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                Arrays.copyOf(value, DeadLetters.PAYLOAD_KEPT),
                record.headers(),
                record.leaderEpoch());
    }

    private PartitionCursor cursor(TopicPartition partition) {
        return Objects.requireNonNull(cursors.get(partition));
    }

    private void noteFetched(TopicPartition partition) {
        PartitionCursor cursor = cursors.get(partition);
        if (cursor == null) {
            return;
        }
        try {
            long now = consumer.position(partition, Duration.ZERO);
            if (cursor.wentBack(now)) {
                startOver(partition);
            } else {
                cursor.fetchedTo(now);
            }
        } catch (TimeoutException unknown) {
            LOG.debugf("The consumer looks for its place in %s", partition);
        }
    }

    /** The topic was deleted and created again. */
    private void startOver(TopicPartition partition) {
        forget(List.of(partition));
        consumer.pause(List.of(partition));
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            published.remove(partition);
            PartitionCursor cursor = cursors.remove(partition);
            if (cursor != null) {
                cursor.release();
            }
        });
    }
}
