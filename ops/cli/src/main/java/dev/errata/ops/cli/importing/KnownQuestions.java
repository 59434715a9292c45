package dev.errata.ops.cli.importing;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.ops.cli.sources.SourceControl;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The questions of a source that are on its topic, and those that an import has taken. Keeps two hashes of each: about
 * 100 bytes a question.
 */
public final class KnownQuestions {

    /** What is known of a question. */
    public enum State {
        /** Its id is new. */
        NEW,
        /** It is there with the same text, gold answer, reference and task. */
        SAME,
        /** Its id is there with another text, gold answer, reference or task. */
        OTHER
    }

    private final Map<Long, Long> onTopic = new HashMap<>();
    private final Map<Long, Long> taken = new HashMap<>();

    /** Knows no question yet. */
    public KnownQuestions() {}

    /**
     * Reads the topic of a source up to its present end.
     *
     * @param progress receives the number of records read and of those to read
     */
    public static KnownQuestions on(EventLog log, Topic<Question> topic, BiConsumer<Long, Long> progress) {
        KnownQuestions known = new KnownQuestions();
        String source = log.topics().sourceOf(topic.name());
        QuestionDefaults defaults = QuestionDefaults.of(new SourceControl(log, Clock.systemUTC()).settings(source));
        try (LogReader reader = new LogReader(log);
                Deserializer<Question> avro = log.serde(topic).deserializer()) {
            Map<TopicPartition, Long> ends = reader.ends(List.of(topic.name()));
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            long[] read = {0};
            reader.read(ends, record -> {
                progress.accept(++read[0], total);
                question(record, avro, defaults)
                        .ifPresent(question ->
                                known.onTopic.put(QuestionDigest.id(question), QuestionDigest.content(question)));
            });
        }
        return known;
    }

    /** What is known of a question. */
    public State state(Question question) {
        long id = QuestionDigest.id(question);
        Long content = taken.getOrDefault(id, onTopic.get(id));
        if (content == null) {
            return State.NEW;
        }
        return content == QuestionDigest.content(question) ? State.SAME : State.OTHER;
    }

    /** Remembers a question that was taken. */
    public void take(Question question) {
        taken.put(QuestionDigest.id(question), QuestionDigest.content(question));
    }

    /** Forgets the questions that were taken, so that the same files can be read once more. */
    public void forgetTaken() {
        taken.clear();
    }

    /** The question of a record; empty for a record that no actor can read either. */
    private static Optional<Question> question(
            ConsumerRecord<String, byte[]> record, Deserializer<Question> avro, QuestionDefaults defaults) {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    QuestionJson.looksLikeJson(value)
                            ? QuestionJson.read(value, defaults.withId(record.key()))
                            : avro.deserialize(record.topic(), value));
        } catch (UnreadableQuestionException | SerializationException unreadable) {
            return Optional.empty();
        }
    }
}
