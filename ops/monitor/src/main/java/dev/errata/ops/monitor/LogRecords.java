package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.RunState;
import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the records whose content the page shows into the state. An unreadable record is counted; of records of other
 * topics only the time is used.
 */
final class LogRecords {

    private final Topics topics;
    private final RunState state;
    private final Map<String, Reader> readers = new HashMap<>();

    LogRecords(EventLog log, RunState state) {
        this.topics = log.topics();
        this.state = state;
        on(log, topics.rollouts(), state::rollout);
        on(log, topics.scoredRollouts(), state::scored);
        on(log, topics.rejectedRollouts(), state::rejected);
        // Several steps are sent together at each publication, so the time in the record counts, not that of the log.
        on(log, topics.learnerSteps(), (at, step) -> state.step(step.getSteppedAt(), step));
        on(log, topics.evaluations(), state::evaluated);
        on(log, topics.deadLetters(), (at, letter) -> state.dead(letter));
        on(log, topics.sources(), (at, settings) -> state.settings(settings));
        on(log, topics.askedQuestions(), (at, asked) -> state.asked(asked));
        on(log, topics.policyUpdates(), (at, update) -> published(update));
        topics.all().forEach(topic -> state.expect(shortName(topic.name())));
    }

    private <V extends SpecificRecord> void on(EventLog log, Topic<V> topic, Observer<V> observer) {
        Deserializer<V> deserializer = log.serde(topic).deserializer();
        readers.put(topic.name(), (at, bytes) -> observer.observe(at, deserializer.deserialize(topic.name(), bytes)));
    }

    /**
     * Reads one record into the state.
     *
     * @throws org.apache.kafka.common.KafkaException if the schema registry does not answer; the state is unchanged
     */
    void take(ConsumerRecord<String, byte[]> record) {
        String topic = shortName(record.topic());
        byte[] value = record.value();
        Reader reader = readers.get(record.topic());
        try {
            if (reader != null && value != null) {
                reader.read(record.timestamp(), value);
            } else if (record.topic().equals(topics.sources().name()) && record.key() != null) {
                state.defaults(record.key());
            }
            state.record(topic, record.timestamp());
        } catch (SerializationException unreadable) {
            state.unreadable(topic, record.timestamp(), String.valueOf(unreadable.getMessage()));
        }
    }

    /** The topic without the run's prefix. */
    String shortName(String topic) {
        return topics.run().isEmpty() ? topic : topic.substring(topics.run().length() + 1);
    }

    private void published(PolicyUpdate update) {
        state.published(update);
        if (!state.knowsVocabulary()) {
            try {
                state.vocabulary(Vocabulary.read(folder(update.getUri())));
            } catch (UncheckedIOException | IllegalArgumentException e) {
                state.note("vocabulary", "Tokens show as numbers (set monitor.tokenizer): " + e.getMessage());
            }
        }
    }

    /** The folder of a file URI or a plain path. */
    private static Path folder(String uri) {
        URI parsed = URI.create(uri);
        if (parsed.getScheme() == null) {
            return Path.of(uri);
        }
        if (!parsed.getScheme().equals("file")) {
            throw new IllegalArgumentException("the weights at " + uri + " are not on this machine.");
        }
        return Path.of(parsed);
    }

    /** Reads the bytes of one record. */
    private interface Reader {
        void read(long at, byte[] bytes);
    }

    /** Receives one record with its time. */
    private interface Observer<V> {
        void observe(long at, V record);
    }
}
