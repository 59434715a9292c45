package dev.errata.rewards.worker;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.Location.Outcome;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.RolloutInbox;
import dev.errata.rewards.records.RolloutInbox.Batching;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.scoring.Fixtures;
import dev.errata.rewards.scoring.HandTurnedClock;
import dev.errata.schemas.EditKind;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.Activity;
import dev.errata.service.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RewardModelLoopTest {

    private final Topics topics = new Topics("");
    private final TopicPartition partition = new TopicPartition("rollouts", 0);
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final FakeRewardModel model = new FakeRewardModel("0123456789ab", RIGHT);
    private final HandTurnedClock clock = new HandTurnedClock();
    private final RolloutInbox inbox = new RolloutInbox(
            consumer,
            producer,
            List.of("rollouts"),
            new Batching(256, Duration.ofMillis(5), Duration.ofMillis(1), "reward-model.batch-size"));
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RolloutReview reviewer = reviewer(new RecordLimit(1 << 20));
    private long nextOffset;

    private RolloutReview reviewer(RecordLimit limit) {
        return new RolloutReview(
                new ScoringAdmission(Judge.strict(), true),
                () -> model,
                new RewardModelWire(Fixtures.serdes(""), limit),
                clock,
                meters);
    }

    private void arrive(Rollout... rollouts) {
        consumer.rebalance(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        for (Rollout rollout : rollouts) {
            add(Fixtures.serde(topics.rollouts()).serializer().serialize("rollouts", rollout));
        }
    }

    private void add(byte @Nullable [] bytes) {
        consumer.addRecord(new ConsumerRecord<>("rollouts", 0, nextOffset++, "key", bytes));
    }

    private void runOnce() {
        runOnce(reviewer);
    }

    private void runOnce(RolloutReview with) {
        StopSignal stop = new StopSignal();
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(stop::request);
        new RewardModelLoop(inbox, with, new Activity(clock, "start")).run(stop);
    }

    private List<TokenRewards> tokenRewards() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("token-rewards"))
                .map(record -> Fixtures.serde(topics.tokenRewards())
                        .deserializer()
                        .deserialize(record.topic(), record.value()))
                .toList();
    }

    private List<Rewrite> rewrites() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("rewrites"))
                .map(record ->
                        Fixtures.serde(topics.rewrites()).deserializer().deserialize(record.topic(), record.value()))
                .toList();
    }

    @Test
    void aRightAnswerGetsTokenRewardsAndAWrongOneAlsoARewrite() {
        arrive(rollout("r1", RIGHT).build(), rollout("r2", WRONG).build());
        runOnce();

        assertThat(tokenRewards()).extracting(TokenRewards::getRolloutId).containsExactly("r1", "r2");
        assertThat(tokenRewards().get(0).getProbabilities()).hasSize(14).startsWith(0.01f);
        assertThat(tokenRewards().get(0).getFailure()).isNull();
        Rewrite rewrite = rewrites().get(0);
        assertThat(rewrite.getRolloutId()).isEqualTo("r2");
        assertThat(rewrite.getText()).isEqualTo(RIGHT);
        assertThat(rewrite.getFinishReason()).isEqualTo(FinishReason.STOP);
        assertThat(rewrite.getRewardModelVersion()).isEqualTo("0123456789ab");
        assertThat(rewrite.getEdits())
                .extracting("kind", "answer_index", "rewrite_index")
                .containsExactly(tuple(EditKind.SUBSTITUTE, 5, 5), tuple(EditKind.SUBSTITUTE, 12, 12));
        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("r1", "r2", "r2");
    }

    @Test
    void theFirstWrongStepIsPartOfTheRewrite() {
        model.locating(new Location(Outcome.LOCATED, 1));
        arrive(rollout("r1", RIGHT).build(), rollout("r2", WRONG).build());
        runOnce();

        assertThat(rewrites()).extracting(Rewrite::getFirstWrongStep).containsExactly(1);
        assertThat(located("LOCATED")).isOne();
    }

    @Test
    void aLocationThatNamesNoStepIsCountedAndNotPartOfTheRewrite() {
        model.locating(new Location(Outcome.OUT_OF_RANGE, 0));
        arrive(rollout("r1", WRONG).build());
        runOnce();

        assertThat(rewrites()).extracting(Rewrite::getFirstWrongStep).containsOnlyNulls();
        assertThat(rewrites()).extracting(Rewrite::getText).containsExactly(RIGHT);
        assertThat(located("OUT_OF_RANGE")).isOne();
    }

    @Test
    void aRewardModelThatDoesNotLocateNamesNoStep() {
        arrive(rollout("r1", WRONG).build());
        runOnce();

        assertThat(rewrites()).extracting(Rewrite::getFirstWrongStep).containsOnlyNulls();
        assertThat(meters.find("errata.reward.model.locations").counters()).isEmpty();
    }

    private double located(String outcome) {
        return meters.get("errata.reward.model.locations")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void outputAndOffsetsAreOneTransaction() {
        arrive(rollout("r1", RIGHT).build(), rollout("r2", WRONG).build());
        runOnce();

        assertThat(producer.commitCount()).isOne();
        assertThat(producer.consumerGroupOffsetsHistory()).hasSize(1);
        assertThat(producer.consumerGroupOffsetsHistory().get(0).values())
                .containsExactly(Map.of(partition, new OffsetAndMetadata(2)));
    }

    @Test
    void aReviewIsWrittenToThePartitionOfItsRollout() {
        List<ConsumerRecord<String, byte[]>> batch = List.of(at(3, "r1", WRONG), at(0, "r2", RIGHT));

        assertThat(reviewer.review(batch))
                .extracting(ProducerRecord::topic, ProducerRecord::key, ProducerRecord::partition)
                .containsExactly(
                        tuple("rewrites", "r1", 3), tuple("token-rewards", "r1", 3), tuple("token-rewards", "r2", 0));
    }

    private ConsumerRecord<String, byte[]> at(int partition, String id, String answer) {
        byte[] bytes = Fixtures.serde(topics.rollouts())
                .serializer()
                .serialize("rollouts", rollout(id, answer).build());
        return new ConsumerRecord<>("rollouts", partition, 0, id, bytes);
    }

    @Test
    void aRolloutThatTheTopologyRejectsIsSkipped() {
        arrive(
                rollout("r1", RIGHT).setDuplicateOf(0).setSampleIndex(2).build(),
                rollout("r2", RIGHT).setFinishReason(FinishReason.LENGTH).build(),
                rollout("r3", RIGHT)
                        .setQuestion(question().setTask("poetry").build())
                        .build());
        add(new byte[] {1, 2, 3});
        add(null);
        runOnce();

        assertThat(producer.history()).isEmpty();
        assertThat(model.batches).isEmpty();
        assertThat(reviewed("true")).isZero();
        assertThat(reviewed("false")).isEqualTo(5);
        assertThat(producer.consumerGroupOffsetsHistory()).hasSize(1);
    }

    private double reviewed(String admitted) {
        return meters.get("errata.reward.model.rollouts")
                .tag("admitted", admitted)
                .counter()
                .count();
    }

    @Test
    void aRolloutThatTheRewardModelCannotReadGetsTheFailure() {
        arrive(rollout("r1", "1".repeat(30)).build());
        runOnce();

        assertThat(tokenRewards().get(0).getFailure()).isEqualTo("too long for the reward model");
        assertThat(tokenRewards().get(0).getProbabilities()).isEmpty();
        assertThat(rewrites()).isEmpty();
    }

    /** 1,024 bytes are kept free. With their keys, the rewrite has 66 bytes, the token rewards 85 and a failure 57. */
    @Test
    void aReviewThatDoesNotFitIntoARecordIsReplacedByTheFailureTooLong() {
        arrive(rollout("r1", WRONG).build());
        runOnce(reviewer(new RecordLimit((1 << 10) + 70)));

        assertThat(rewrites()).isEmpty();
        assertThat(tokenRewards())
                .extracting(TokenRewards::getFailure)
                .containsExactly("too long for the reward model");
    }

    @Test
    void aBatchThatCannotBeCommittedIsReadAgain() {
        arrive(rollout("r1", RIGHT).build());
        producer.sendOffsetsToTransactionException = new CommitFailedException();
        List<ConsumerRecord<String, byte[]>> batch = inbox.collect();
        inbox.publish(reviewer.review(batch));
        assertThat(producer.commitCount()).isZero();
        assertThat(consumer.position(partition)).isZero();

        producer.sendOffsetsToTransactionException = null;
        nextOffset = 0;
        arrive(rollout("r1", RIGHT).build());
        assertThat(inbox.collect()).hasSize(1);
    }

    @Test
    void severalLostBatchesInARowEndTheWorkerWithTheSettingsToChange() {
        loseABatch();
        loseABatch();
        assertThatThrownBy(this::loseABatch)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reward-model.batch-size")
                .hasMessageContaining("errata.client.\"max.poll.interval.ms\"");
    }

    @Test
    void aCommittedBatchResetsTheCountOfLostBatches() {
        loseABatch();
        loseABatch();
        producer.sendOffsetsToTransactionException = null;
        nextOffset = 0;
        arrive(rollout("r1", RIGHT).build());
        inbox.publish(reviewer.review(inbox.collect()));
        assertThat(producer.commitCount()).isOne();
        loseABatch();
        loseABatch();
    }

    private void loseABatch() {
        nextOffset = 0;
        arrive(rollout("r1", RIGHT).build());
        producer.sendOffsetsToTransactionException = new CommitFailedException();
        inbox.publish(reviewer.review(inbox.collect()));
    }

    @Test
    void anUnrecoverableErrorEndsTheWorker() {
        arrive(rollout("r1", RIGHT).build());
        producer.commitTransactionException = new KafkaException("broken for good");
        assertThatThrownBy(this::runOnce).hasMessage("broken for good");
    }

    @Test
    void theRecordsOfARevokedPartitionAreForgotten() {
        arrive(rollout("r1", RIGHT).build());
        assertThat(inbox.collect()).hasSize(1);
        consumer.rebalance(List.of());
        assertThat(inbox.collect()).isEmpty();
    }
}
