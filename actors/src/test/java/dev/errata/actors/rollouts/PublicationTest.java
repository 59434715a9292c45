package dev.errata.actors.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.actors.TestLog;
import dev.errata.actors.questions.QuestionBatch;
import dev.errata.actors.rollouts.Publication.Outlet;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final ConsumerGroupMetadata GROUP = TestLog.consumer().groupMetadata();
    private final SlowBroker producer = new SlowBroker();
    private final Publication publication = new Publication(
            producer,
            new Outlet<>(new Topics("").rollouts(), (topic, rollout) -> new byte[] {1}),
            new Outlet<>(new Topics("").deadLetters(), TestLog.<DeadLetter>serializer()),
            new Outlet<>(new Topics("").askedQuestions(), TestLog.<AskedQuestions>serializer()));
    private final QuestionBatch batch = new QuestionBatch(
            List.of(),
            List.of(letter()),
            List.of(asked()),
            Map.of(new TopicPartition("questions.a", 0), new OffsetAndMetadata(5)));

    @BeforeEach
    void begin() {
        publication.begin();
    }

    @Test
    void rolloutsDeadLettersAskedQuestionsAndPositionsAreOneTransaction() {
        publication.publish(batch, List.of(rollout("questions.a/0/3#0"), rollout("questions.a/0/3#1")), GROUP);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic, ProducerRecord::key)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("rollouts", "questions.a/0/3#0"),
                        org.assertj.core.groups.Tuple.tuple("rollouts", "questions.a/0/3#1"),
                        org.assertj.core.groups.Tuple.tuple("dead-letters", "questions.a/0/4"),
                        org.assertj.core.groups.Tuple.tuple("asked-questions", "questions.a/0"));
        assertThat(producer.consumerGroupOffsetsHistory()).containsExactly(Map.of("dummy.group.id", batch.offsets()));
    }

    @Test
    void aFailedTransactionIsAbortedAndLeavesNothing() {
        producer.sendOffsetsToTransactionException = new KafkaException("rebalanced");

        assertThatThrownBy(() -> publication.publish(batch, List.of(rollout("a")), GROUP))
                .isInstanceOf(NotPublishedException.class)
                .hasMessageContaining("rebalanced");
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void anActorThatWasReplacedByAnotherOfItsNameIsNotTriedAgain() {
        producer.commitTransactionException = new ProducerFencedException("another actor-0");

        assertThatThrownBy(() -> publication.publish(batch, List.of(), GROUP))
                .isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void aCommitThatIsNotConfirmedInTimeIsTriedAgain() {
        producer.lateCommits = 2;

        publication.publish(batch, List.of(rollout("a")), GROUP);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.transactionAborted()).isFalse();
    }

    @Test
    void aCommitThatIsNeverConfirmedIsFinalAndNotAborted() {
        producer.lateCommits = 3;

        assertThatThrownBy(() -> publication.publish(batch, List.of(rollout("a")), GROUP))
                .isInstanceOf(UnfinishedTransactionException.class)
                .hasMessageContaining("did not confirm the commit of a batch in 3 attempts (late)")
                .hasMessageContaining("start this actor again");
    }

    @Test
    void anAbortThatIsNotConfirmedInTimeIsTriedAgain() {
        producer.sendOffsetsToTransactionException = new KafkaException("rebalanced");
        producer.lateAborts = 2;

        assertThatThrownBy(() -> publication.publish(batch, List.of(rollout("a")), GROUP))
                .isInstanceOf(NotPublishedException.class);
        assertThat(producer.transactionAborted()).isTrue();
    }

    @Test
    void anAbortThatIsNeverConfirmedIsFinal() {
        producer.sendOffsetsToTransactionException = new TimeoutException("no broker");
        producer.lateAborts = 3;

        assertThatThrownBy(() -> publication.publish(batch, List.of(rollout("a")), GROUP))
                .isInstanceOf(UnfinishedTransactionException.class)
                .hasMessageContaining("the abort of a batch");
    }

    @Test
    void aRefusedRecordIsReportedWithItsReason() {
        producer.sendOffsetsToTransactionException =
                new KafkaException("we are in an error state", new RecordTooLargeException("2000000 bytes"));

        assertThatThrownBy(() -> publication.publish(batch, List.of(rollout("a")), GROUP))
                .hasMessageContaining("2000000 bytes");
    }

    @Test
    void aBatchThatTookTooLongIsReportedWithTheSettingsToChange() {
        producer.sendOffsetsToTransactionException = new CommitFailedException("group metadata mismatch");

        assertThatThrownBy(() -> publication.publish(batch, List.of(rollout("a")), GROUP))
                .isInstanceOf(NotPublishedException.class)
                .hasMessageContaining("Lower actor.questions-per-batch")
                .hasMessageContaining("errata.client.\"max.poll.interval.ms\"");
    }

    @Test
    void closingDoesNotWaitForAnUnreachableBroker() {
        publication.close();

        assertThat(producer.closedWithin).isEqualTo(Duration.ofSeconds(5));
    }

    /** Confirms late; what a producer allows after that is in the Javadoc of KafkaProducer.commitTransaction. */
    private static final class SlowBroker extends MockProducer<String, byte[]> {

        private int lateCommits;
        private int lateAborts;
        private boolean commitPending;
        private Duration closedWithin = Duration.ofDays(1);

        SlowBroker() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            if (lateCommits-- > 0) {
                commitPending = true;
                throw new TimeoutException("late");
            }
            super.commitTransaction();
        }

        @Override
        public void abortTransaction() {
            if (commitPending) {
                throw new IllegalStateException("the previous call to commitTransaction timed out and must be retried");
            }
            if (lateAborts-- > 0) {
                throw new TimeoutException("late");
            }
            super.abortTransaction();
        }

        @Override
        public void close(Duration deadline) {
            closedWithin = deadline;
            super.close(deadline);
        }
    }

    private static Rollout rollout(String id) {
        Rollout rollout = new Rollout();
        rollout.setRolloutId(id);
        return rollout;
    }

    private static AskedQuestions asked() {
        return AskedQuestions.newBuilder()
                .setSource("a")
                .setTopic("questions.a")
                .setPartition(0)
                .setPass(0)
                .setFromOffset(0)
                .setAsked(List.of(3L))
                .setActorId("actor-0")
                .setAskedAt(0)
                .build();
    }

    private static DeadLetter letter() {
        return DeadLetter.newBuilder()
                .setTopic("questions.a")
                .setPartition(0)
                .setOffset(4)
                .setReason(DeadLetterReason.EMPTY)
                .setDetail("")
                .setPayload(ByteBuffer.allocate(0))
                .setStage("actor")
                .setSetAsideAt(0)
                .build();
    }
}
