package dev.errata.ops.cli.letters;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the topic dead-letters of a run: up to its end, or on and on. For one thread. */
public final class LetterLog {

    private static final Duration POLL = Duration.ofMillis(300);

    private final EventLog log;
    private final Topic<DeadLetter> topic;
    private final Deserializer<DeadLetter> values;
    private long unreadable;

    /** The dead letters of a run. */
    public LetterLog(EventLog log) {
        this.log = log;
        this.topic = log.topics().deadLetters();
        this.values = log.serde(topic).deserializer();
    }

    /**
     * Hands over every dead letter up to the end that the topic has now, oldest first.
     *
     * @throws CommandFailed if the run has no such topic, or reading makes no progress
     */
    public void read(Consumer<Letter> taker) {
        try (LogReader reader = new LogReader(log)) {
            reader.read(ends(reader), record -> hand(record, taker));
        }
    }

    /**
     * Hands over every dead letter up to the end, and then each new one as it arrives, until it is stopped.
     *
     * @param atTheEnd runs once, when everything that was there has been handed over
     * @param stopped whether to stop; asked several times a second
     */
    public void follow(Consumer<Letter> taker, Runnable atTheEnd, BooleanSupplier stopped) {
        Map<TopicPartition, Long> ends;
        try (LogReader reader = new LogReader(log)) {
            ends = ends(reader);
            reader.read(ends, record -> hand(record, taker));
        }
        atTheEnd.run();
        try (var consumer = log.consumer(Map.of())) {
            consumer.assign(ends.keySet());
            ends.forEach(consumer::seek);
            while (!stopped.getAsBoolean()) {
                consumer.poll(POLL).forEach(record -> hand(record, taker));
            }
        }
    }

    /** Records of the topic that are no dead letters. */
    public long unreadable() {
        return unreadable;
    }

    private Map<TopicPartition, Long> ends(LogReader reader) {
        Map<TopicPartition, Long> ends = reader.ends(List.of(topic.name()));
        if (ends.isEmpty()) {
            throw new CommandFailed("There is no topic " + topic.name()
                    + " at " + log.client().get("bootstrap.servers")
                    + ": give the right --run, or start a service of the run, which creates it.");
        }
        return ends;
    }

    private void hand(ConsumerRecord<String, byte[]> record, Consumer<Letter> taker) {
        DeadLetter content;
        try {
            content = values.deserialize(record.topic(), record.value());
        } catch (SerializationException notALetter) {
            unreadable++;
            return;
        }
        if (content != null) {
            taker.accept(Letter.of(content, log.topics()));
        }
    }
}
