package dev.errata.learner.publishing;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;

/** Announces over Kafka, in transactions. A second learner of the same run fences the first. */
public final class KafkaAnnouncer implements Announcer {

    private static final Duration READ_DEADLINE = Duration.ofSeconds(60);

    private final EventLog log;
    private final String group;
    private final Producer<String, byte[]> producer;
    private final TopicWriter<LearnerStep> steps;
    private final TopicWriter<RejectedRollout> rejected;
    private final TopicWriter<DeadLetter> deadLetters;
    private final TopicWriter<PolicyUpdate> policyUpdates;

    /** Connects, and ends transactions that an earlier learner of this run left open. */
    public KafkaAnnouncer(EventLog log) {
        this.log = log;
        this.group = log.topics().group("learner");
        this.producer = log.producer(Map.of("transactional.id", group));
        this.steps = new TopicWriter<>(log, log.topics().learnerSteps());
        this.rejected = new TopicWriter<>(log, log.topics().rejectedRollouts());
        this.deadLetters = new TopicWriter<>(log, log.topics().deadLetters());
        this.policyUpdates = new TopicWriter<>(log, log.topics().policyUpdates());
        producer.initTransactions();
    }

    /**
     * {@inheritDoc} An outbox is sent in one transaction, so its version and settlement show that all of it was sent.
     */
    @Override
    public Optional<PolicyUpdate> newest() {
        try (LatestRecords<PolicyUpdate> announced =
                new LatestRecords<>(log.consumer(Map.of()), policyUpdates.topic, policyUpdates.serde.deserializer())) {
            return newest(announced);
        }
    }

    /** The newest readable version; if the newest one is unreadable, {@link RunStart} finds that it does not match. */
    static Optional<PolicyUpdate> newest(LatestRecords<PolicyUpdate> announced) {
        return announced.poll(READ_DEADLINE).stream()
                .max(Comparator.comparingLong(PolicyUpdate::getVersion)
                        .thenComparingLong(PolicyUpdate::getSettlements));
    }

    @Override
    public void announce(Outbox outbox, Map<Integer, Long> offsets) {
        producer.beginTransaction();
        try {
            sendAll(outbox);
            sendOffsets(offsets);
            producer.commitTransaction();
        } catch (KafkaException e) {
            // Not retried here: the checkpoint holds the outbox, and the next start sends it if the log lacks it.
            throw new IllegalStateException(
                    "Version " + outbox.update().getVersion() + " and its records could not be sent to the log: "
                            + e.getMessage()
                            + " A restart sends them from the checkpoint.",
                    e);
        }
    }

    @Override
    public void showProgress(Map<Integer, Long> offsets) {
        producer.beginTransaction();
        sendOffsets(offsets);
        producer.commitTransaction();
    }

    private void sendOffsets(Map<Integer, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        offsets.forEach((partition, offset) -> positions.put(
                new TopicPartition(log.topics().scoredRollouts().name(), partition), new OffsetAndMetadata(offset)));
        producer.sendOffsetsToTransaction(positions, new ConsumerGroupMetadata(group));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
        List.of(steps, rejected, deadLetters, policyUpdates).forEach(TopicWriter::close);
    }

    private void sendAll(Outbox outbox) {
        for (LearnerStep step : outbox.steps()) {
            steps.send(producer, Long.toString(step.getUpdate()), step);
        }
        for (RejectedRollout rejection : outbox.rejected()) {
            rejected.send(producer, rejection.getRolloutId(), rejection);
        }
        for (DeadLetter letter : outbox.deadLetters()) {
            deadLetters.send(producer, DeadLetters.key(letter), letter);
        }
        PolicyUpdate update = outbox.update();
        policyUpdates.send(producer, Long.toString(update.getVersion()), update);
    }

    /** A topic to send to, with its serde. */
    private static final class TopicWriter<V extends SpecificRecord> {
        private final Topic<V> topic;
        private final Serde<V> serde;

        TopicWriter(EventLog log, Topic<V> topic) {
            this.topic = topic;
            this.serde = log.serde(topic);
        }

        void close() {
            serde.close();
        }

        void send(Producer<String, byte[]> producer, String key, V value) {
            byte[] bytes = serde.serializer().serialize(topic.name(), value);
            // A failed send makes the commit fail, which handles it.
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic.name(), key, bytes));
        }
    }
}
