package dev.errata.ops.cli.letters;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.topics.DeadLetters.Place;
import dev.errata.schemas.topics.EventLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the records that letters are about, in their topics. Fast where the letters of a partition come in its order.
 * For one thread.
 */
final class OriginalRecords implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Set<String> topics;
    private final Consumer<String, byte[]> consumer;
    private final Set<TopicPartition> assigned = new HashSet<>();

    OriginalRecords(EventLog log) {
        try (LogReader reader = new LogReader(log)) {
            this.topics = reader.topics();
        }
        // One record at a time: the consumer keeps the others that it has fetched, also while a partition is paused.
        this.consumer = log.consumer(Map.of("max.poll.records", "1"));
    }

    /** The whole record of a letter; empty where its topic no longer has it. */
    Optional<ConsumerRecord<String, byte[]>> of(Letter letter) {
        return topics.contains(letter.place().topic())
                ? at(letter.place()).filter(record -> isOf(letter, record))
                : Optional.empty();
    }

    private Optional<ConsumerRecord<String, byte[]>> at(Place place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (assigned.add(partition)) {
            consumer.assign(assigned);
            consumer.seek(partition, place.offset());
        } else if (consumer.position(partition) != place.offset()) {
            consumer.seek(partition, place.offset());
        }
        consumer.pause(assigned);
        consumer.resume(Set.of(partition));
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(partition)) {
                // Where the place is gone, the consumer goes on at the oldest record that is left.
                return record.offset() == place.offset() ? Optional.of(record) : Optional.empty();
            }
            if (consumer.position(partition) > place.offset()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A topic that was deleted and made again has other records at the same places. */
    private static boolean isOf(Letter letter, ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        byte[] kept = letter.payload();
        return letter.mayBeCut() ? Arrays.equals(kept, Arrays.copyOf(value, kept.length)) : Arrays.equals(kept, value);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
