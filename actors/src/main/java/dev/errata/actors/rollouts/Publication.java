package dev.errata.actors.rollouts;

import dev.errata.actors.questions.QuestionBatch;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.Topic;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Serializer;
import org.jboss.logging.Logger;

/**
 * Publishes rollouts, dead letters, what was asked, and the positions of the questions in one transaction. Not
 * thread-safe.
 */
public final class Publication implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Publication.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    /** Attempts to commit, or to abort; each waits for max.block.ms, a minute unless configured. */
    private static final int ENDINGS = 3;

    private final Producer<String, byte[]> producer;
    private final Outlet<Rollout> rollouts;
    private final Outlet<DeadLetter> deadLetters;
    private final Outlet<AskedQuestions> asked;

    /** A topic and how its values become bytes. */
    public record Outlet<V extends SpecificRecord>(Topic<V> topic, Serializer<V> values) {

        ProducerRecord<String, byte[]> record(String key, V value) {
            return new ProducerRecord<>(topic.name(), key, values.serialize(topic.name(), value));
        }
    }

    /** Publishes through a transactional producer, which {@link #close()} closes. */
    public Publication(
            Producer<String, byte[]> producer,
            Outlet<Rollout> rollouts,
            Outlet<DeadLetter> deadLetters,
            Outlet<AskedQuestions> asked) {
        this.producer = producer;
        this.rollouts = rollouts;
        this.deadLetters = deadLetters;
        this.asked = asked;
    }

    /** Takes over from an earlier process of the same actor, and aborts a transaction that it left open. */
    public void begin() {
        producer.initTransactions();
    }

    /**
     * Publishes one batch.
     *
     * @throws NotPublishedException if the transaction was aborted; it may be tried again
     * @throws UnfinishedTransactionException if the broker confirms neither its commit nor its abort; final for this
     *     process
     * @throws KafkaException if this actor has been replaced by another process of the same id, or may not write
     */
    public void publish(QuestionBatch batch, List<Rollout> answers, ConsumerGroupMetadata group) {
        try {
            producer.beginTransaction();
            answers.forEach(answer -> send(rollouts.record(answer.getRolloutId(), answer)));
            batch.setAside().forEach(letter -> send(deadLetters.record(DeadLetters.key(letter), letter)));
            batch.asked().forEach(pass -> send(asked.record(pass.getTopic() + "/" + pass.getPartition(), pass)));
            producer.sendOffsetsToTransaction(batch.offsets(), group);
            end("commit", producer::commitTransaction);
        } catch (ProducerFencedException
                | InvalidProducerEpochException
                | FencedInstanceIdException
                | AuthorizationException final_) {
            throw final_;
        } catch (KafkaException failed) {
            end("abort", producer::abortTransaction);
            throw new NotPublishedException(
                    "A batch of " + answers.size() + " rollouts was not published: " + reason(failed), failed);
        }
    }

    /**
     * Commits or aborts. After a call that was not confirmed in time the producer allows no other than the same again,
     * for the transaction may have ended that way already.
     */
    private static void end(String how, Runnable ending) {
        for (int attempt = 1; attempt <= ENDINGS; attempt++) {
            try {
                ending.run();
                return;
            } catch (RetriableException late) {
                if (attempt == ENDINGS) {
                    throw new UnfinishedTransactionException(how, ENDINGS, late);
                }
                LOG.warnf(
                        "The broker did not confirm a %s, attempt %d of %d: %s",
                        how, attempt, ENDINGS, late.getMessage());
            }
        }
    }

    private static String reason(KafkaException failed) {
        if (failed instanceof CommitFailedException) {
            return "its questions belong to another actor by now, or this actor was considered dead because sampling"
                    + " took longer than max.poll.interval.ms (5 minutes unless configured). Lower"
                    + " actor.questions-per-batch or raise errata.client.\"max.poll.interval.ms\".";
        }
        Throwable cause = failed.getCause();
        // After a refused record only the cause of the producer's exception has the reason.
        return failed.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }

    /** Does not wait longer than 5 s: a transaction that is still open is settled by the next process of this actor. */
    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
    }

    private void send(ProducerRecord<String, byte[]> record) {
        // commitTransaction waits for every record of the transaction and throws if one was not written.
        var unused = producer.send(record);
    }
}
