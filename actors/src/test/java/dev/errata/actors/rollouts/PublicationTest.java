package dev.errata.actors.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.actors.TestLog;
import dev.errata.actors.questions.QuestionBatch;
import dev.errata.actors.rollouts.Publication.Outlet;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final ConsumerGroupMetadata GROUP = TestLog.consumer().groupMetadata();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Publication publication = new Publication(
            producer,
            new Outlet<>(new Topics("").rollouts(), (topic, rollout) -> new byte[] {1}),
            new Outlet<>(new Topics("").deadLetters(), TestLog.<DeadLetter>serializer()));
    private final QuestionBatch batch = new QuestionBatch(
            List.of(), List.of(letter()), Map.of(new TopicPartition("questions.a", 0), new OffsetAndMetadata(5)));

    @BeforeEach
    void begin() {
        publication.begin();
    }

    @Test
    void rolloutsDeadLettersAndOffsetsAreOneTransaction() {
        publication.publish(batch, List.of(rollout("questions.a/0/3#0"), rollout("questions.a/0/3#1")), GROUP);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic, ProducerRecord::key)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("rollouts", "questions.a/0/3#0"),
                        org.assertj.core.groups.Tuple.tuple("rollouts", "questions.a/0/3#1"),
                        org.assertj.core.groups.Tuple.tuple("dead-letters", "questions.a/0/4"));
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

    private static Rollout rollout(String id) {
        Rollout rollout = new Rollout();
        rollout.setRolloutId(id);
        return rollout;
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
