package dev.errata.evaluator.report;

import dev.errata.schemas.Evaluation;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Reads and publishes the results of this run. The results of a version are published together or not at all. */
public final class Results implements AutoCloseable {

    private static final Duration READING = Duration.ofSeconds(60);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final LatestRecords<Evaluation> earlier;
    private final Topic<Evaluation> topic;
    private final Producer<String, byte[]> producer;
    private final Serializer<Evaluation> values;

    /** Results read and published through clients of its own, which {@link #close()} closes. */
    public Results(
            LatestRecords<Evaluation> earlier,
            Topic<Evaluation> topic,
            Producer<String, byte[]> producer,
            Serializer<Evaluation> values) {
        this.earlier = earlier;
        this.topic = topic;
        this.producer = producer;
        this.values = values;
    }

    /** The results on the log of a run. */
    public static Results of(EventLog log) {
        Topic<Evaluation> topic = log.topics().evaluations();
        return new Results(
                LatestRecords.of(log, topic),
                topic,
                log.producer(Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, log.topics().group("evaluator"))),
                log.serde(topic).serializer());
    }

    /** Takes over from an earlier process; returns the results that are there. */
    public EarlierResults resume() {
        producer.initTransactions();
        return new EarlierResults(earlier.poll(READING));
    }

    /** Publishes the results of one version; an error is final, because another evaluator may have taken over. */
    public void publish(List<Evaluation> evaluations) {
        producer.beginTransaction();
        for (Evaluation evaluation : evaluations) {
            String key = evaluation.getBenchmark() + "/" + evaluation.getPolicyVersion() + "/" + evaluation.getMode();
            // commitTransaction waits for every record of the transaction and throws if one was not written.
            var unused =
                    producer.send(new ProducerRecord<>(topic.name(), key, values.serialize(topic.name(), evaluation)));
        }
        producer.commitTransaction();
    }

    /** Ends a waiting {@link #resume} with a WakeupException; may be called from any thread. */
    public void wakeup() {
        earlier.wakeup();
    }

    /** Waits at most 5 s for the producer; the next {@link #resume} ends a transaction that is still open. */
    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
        earlier.close();
    }
}
