package dev.errata.ops.cli.importing;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Publishes questions to the topic of their source. */
public final class QuestionPublisher implements QuestionImport.Target, AutoCloseable {

    private final Topic<Question> topic;
    private final Producer<String, byte[]> producer;
    private final Serializer<Question> values;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** A publisher with a producer of its own. */
    public QuestionPublisher(EventLog log, Topic<Question> topic) {
        this.topic = topic;
        this.producer = log.producer(Map.of());
        this.values = log.serde(topic).serializer();
    }

    @Override
    public void publish(Question question) {
        check();
        byte[] value = values.serialize(topic.name(), question);
        var unused = producer.send(new ProducerRecord<>(topic.name(), question.getId(), value), (sent, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /**
     * Waits until the broker has taken all questions.
     *
     * @throws CommandFailed if it has not
     */
    public void finish() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private void check() {
        Exception error = failure.get();
        if (error != null) {
            throw new CommandFailed(
                    "The broker did not take a question for " + topic.name() + ": " + error.getMessage()
                            + (error instanceof RecordTooLargeException
                                    ? " Take it out of the file, or raise max.message.bytes of the topic."
                                    : " Run the import again: it continues where it stopped."),
                    error);
        }
    }
}
