package dev.errata.ops.cli.importing;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Publishes questions to the topic of their source, and counts published and malformed entries. */
public final class QuestionImport implements QuestionSink, AutoCloseable {

    private static final int SHOWN = 5;

    private final @Nullable Producer<String, byte[]> producer;
    private final @Nullable Serializer<Question> values;
    private final Topic<Question> topic;
    private final LongConsumer progress;
    private final List<String> problems = new ArrayList<>();
    private final AtomicLong tooLarge = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long read;
    private long malformed;

    private QuestionImport(
            Topic<Question> topic,
            @Nullable Producer<String, byte[]> producer,
            @Nullable Serializer<Question> values,
            LongConsumer progress) {
        this.topic = topic;
        this.producer = producer;
        this.values = values;
        this.progress = progress;
    }

    /** An import that publishes. */
    public static QuestionImport into(EventLog log, Topic<Question> topic, LongConsumer progress) {
        return new QuestionImport(
                topic, log.producer(Map.of()), log.serde(topic).serializer(), progress);
    }

    /** An import that only reads and counts. */
    public static QuestionImport dry(Topic<Question> topic, LongConsumer progress) {
        return new QuestionImport(topic, null, null, progress);
    }

    @Override
    public void question(long place, Question question) {
        if (producer != null && values != null) {
            Exception before = failure.get();
            if (before != null) {
                throw refused(before);
            }
            byte[] value = values.serialize(topic.name(), question);
            var unused = producer.send(new ProducerRecord<>(topic.name(), question.getId(), value), (sent, error) -> {
                if (error instanceof RecordTooLargeException) {
                    tooLarge.incrementAndGet();
                } else if (error != null) {
                    failure.compareAndSet(null, error);
                }
            });
        }
        read++;
        progress.accept(place);
    }

    @Override
    public void malformed(long place, String why) {
        malformed++;
        if (problems.size() < SHOWN) {
            problems.add("line " + place + ": " + why);
        }
        progress.accept(place);
    }

    /**
     * Waits until the broker has taken all questions.
     *
     * @return how many questions were published, or would have been
     */
    public long finish() {
        if (producer != null) {
            producer.flush();
        }
        Exception error = failure.get();
        if (error != null) {
            throw refused(error);
        }
        return read - tooLarge.get();
    }

    /** Number of malformed entries. */
    public long malformed() {
        return malformed;
    }

    /** The problems, one line each; the first five only. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (malformed > problems.size()) {
            all.add("and " + (malformed - problems.size()) + " more");
        }
        if (tooLarge.get() > 0) {
            all.add(tooLarge.get() + " questions are larger than the broker takes");
        }
        return all;
    }

    private CommandFailed refused(Exception error) {
        return new CommandFailed(
                "The broker did not take the questions for " + topic.name() + ": " + error.getMessage(), error);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(5));
        }
    }
}
