package dev.errata.actors.rollouts;

import dev.errata.actors.questions.QuestionBatch;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serializer;

/** Publishes rollouts, dead letters and the offsets they came from, all or nothing. Not thread-safe. */
public final class Publication implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Outlet<Rollout> rollouts;
    private final Outlet<DeadLetter> deadLetters;

    /** A topic and how its values become bytes. */
    public record Outlet<V extends SpecificRecord>(Topic<V> topic, Serializer<V> values) {

        ProducerRecord<String, byte[]> record(String key, V value) {
            return new ProducerRecord<>(topic.name(), key, values.serialize(topic.name(), value));
        }
    }

    /** Publishes through a transactional producer, which {@link #close()} closes. */
    public Publication(Producer<String, byte[]> producer, Outlet<Rollout> rollouts, Outlet<DeadLetter> deadLetters) {
        this.producer = producer;
        this.rollouts = rollouts;
        this.deadLetters = deadLetters;
    }

    /** Takes over from an earlier process of the same actor: what that one left open is aborted. */
    public void begin() {
        producer.initTransactions();
    }

    /**
     * Publishes one batch.
     *
     * @throws NotPublishedException if the transaction was aborted; it may be tried again
     * @throws KafkaException if this actor has been replaced by another process of the same id, or may not write
     */
    public void publish(QuestionBatch batch, List<Rollout> answers, ConsumerGroupMetadata group) {
        try {
            producer.beginTransaction();
            answers.forEach(answer -> send(rollouts.record(answer.getRolloutId(), answer)));
            batch.setAside().forEach(letter -> send(deadLetters.record(key(letter), letter)));
            producer.sendOffsetsToTransaction(batch.offsets(), group);
            producer.commitTransaction();
        } catch (ProducerFencedException
                | InvalidProducerEpochException
                | FencedInstanceIdException
                | AuthorizationException final_) {
            throw final_;
        } catch (KafkaException failed) {
            // A failure to abort is final and reaches the caller as it is.
            producer.abortTransaction();
            throw new NotPublishedException(
                    "A batch of " + answers.size() + " rollouts was not published: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<String, byte[]> record) {
        // commitTransaction waits for every record of the transaction and throws if one was not written.
        var unused = producer.send(record);
    }

    private static String key(DeadLetter letter) {
        return letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset();
    }
}
