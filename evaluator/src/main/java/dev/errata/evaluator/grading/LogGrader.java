package dev.errata.evaluator.grading;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Has the reward scorer judge answers: publishes them to evaluation-rollouts and collects the verdicts from
 * evaluation-verdicts. Not thread-safe, except {@link #wakeup()}.
 */
public final class LogGrader implements Grader {

    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final AnswerWriter answers;
    private final VerdictReader verdicts;
    private final Duration timeout;

    /** Topic, producer and serializer of the answers. */
    public record AnswerWriter(Topic<Rollout> topic, Producer<String, byte[]> producer, Serializer<Rollout> values) {}

    /** Topic, consumer and deserializer of the verdicts. */
    public record VerdictReader(
            Topic<Verdict> topic, Consumer<String, byte[]> consumer, Deserializer<Verdict> values) {}

    /** Grades through a producer and a consumer of its own, which {@link #close()} closes. */
    public LogGrader(AnswerWriter answers, VerdictReader verdicts, Duration timeout) {
        this.answers = answers;
        this.verdicts = verdicts;
        this.timeout = timeout;
    }

    /** Grades on the log of a run. */
    public static LogGrader of(EventLog log, Duration timeout) {
        Topic<Rollout> rollouts = log.topics().evaluationRollouts();
        Topic<Verdict> judged = log.topics().evaluationVerdicts();
        return new LogGrader(
                new AnswerWriter(
                        rollouts, log.producer(Map.of()), log.serde(rollouts).serializer()),
                new VerdictReader(
                        judged, log.consumer(Map.of()), log.serde(judged).deserializer()),
                timeout);
    }

    @Override
    public Map<String, Verdict> grade(List<Rollout> rollouts) {
        seekToEnd();
        publish(rollouts);
        Set<String> missing = new HashSet<>();
        rollouts.forEach(rollout -> missing.add(rollout.getRolloutId()));
        Map<String, Verdict> found = new HashMap<>();
        long giveUp = System.nanoTime() + timeout.toNanos();
        while (!missing.isEmpty()) {
            for (ConsumerRecord<String, byte[]> record : verdicts.consumer().poll(ONE_POLL)) {
                @Nullable Verdict verdict = read(record);
                if (verdict != null && missing.remove(verdict.getRolloutId())) {
                    found.put(verdict.getRolloutId(), verdict);
                }
            }
            if (!missing.isEmpty() && System.nanoTime() > giveUp) {
                throw new VerdictsMissingException("The judge gave " + found.size() + " of " + rollouts.size()
                        + " verdicts within evaluator.verdict-timeout = " + timeout
                        + ": is the scorer running, and on the same errata.run?");
            }
        }
        return found;
    }

    /** Ends a waiting {@link #grade} with a WakeupException; may be called from any thread. */
    public void wakeup() {
        verdicts.consumer().wakeup();
    }

    @Override
    public void close() {
        answers.producer().close(CLOSE_DEADLINE);
        verdicts.consumer().close();
    }

    private void seekToEnd() {
        Consumer<String, byte[]> consumer = verdicts.consumer();
        List<TopicPartition> partitions = consumer
                .partitionsFor(verdicts.topic().name())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    private void publish(List<Rollout> rollouts) {
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        for (Rollout rollout : rollouts) {
            String topic = answers.topic().name();
            byte[] value = answers.values().serialize(topic, rollout);
            // flush waits for all sends; the callback keeps a failure.
            var unused = answers.producer()
                    .send(new ProducerRecord<>(topic, rollout.getRolloutId(), value), (metadata, error) -> {
                        if (error != null) {
                            failed.set(error);
                        }
                    });
        }
        answers.producer().flush();
        Exception error = failed.get();
        if (error != null) {
            throw new KafkaException("The answers were not published: " + error.getMessage(), error);
        }
    }

    private @Nullable Verdict read(ConsumerRecord<String, byte[]> record) {
        try {
            return verdicts.values().deserialize(record.topic(), record.value());
        } catch (SerializationException unreadable) {
            // Not a verdict. If it was meant as one, the deadline reports it missing.
            return null;
        }
    }
}
