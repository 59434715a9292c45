package dev.errata.rewards.verifier;

import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.records.RolloutInbox;
import dev.errata.rewards.records.RolloutInbox.Batching;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.scoring.Fixtures;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.Component;
import dev.errata.service.RunConfig;
import dev.errata.service.RunConfig.VerifierEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifierLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Topics topics = new Topics("");
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final ScriptedVerifier verifier = new ScriptedVerifier();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Component loop = loop();

    VerifierLoopTest() throws IOException {}

    private static Map<String, VerifierEndpoint> config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(RunConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(RunConfig.class)
                .verifiers();
    }

    private Component loop() {
        VerifierEndpoint endpoint = config(Map.of(
                        "errata.verifiers.tests.url", verifier.url().toString(),
                        "errata.verifiers.tests.tasks", "code",
                        "errata.verifiers.tests.first-wait", "PT0.01S"))
                .values()
                .iterator()
                .next();
        HttpVerifiers verifiers = new HttpVerifiers(
                Fixtures.serdes(""),
                new ScoringAdmission(Judge.strict(), Set.of("code"), false),
                0.5,
                meters,
                Clock.systemUTC());
        return verifiers.component("tests", endpoint, this::inbox, failure -> {
            throw new AssertionError(failure);
        });
    }

    private RolloutInbox inbox() {
        return new RolloutInbox(
                consumer,
                producer,
                HttpVerifiers.answers(topics),
                new Batching(256, Duration.ofMillis(5), Duration.ofMillis(1), "errata.verifiers.tests.batch-size"));
    }

    @AfterEach
    void stop() {
        assertThat(loop.stop(PATIENCE)).isTrue();
        verifier.close();
    }

    private static Rollout answer(String id, String task, String text) {
        return rollout(id, text)
                .setQuestion(question().setTask(task).setGold("").build())
                .build();
    }

    private void arrive(String topic, int partition, Rollout... rollouts) {
        TopicPartition from = new TopicPartition(topic, partition);
        for (int offset = 0; offset < rollouts.length; offset++) {
            byte[] bytes = Fixtures.serde(topics.rollouts()).serializer().serialize(topic, rollouts[offset]);
            consumer.addRecord(new ConsumerRecord<>(topic, partition, offset, "key", bytes));
        }
        assertThat(consumer.assignment()).contains(from);
    }

    private void start(TopicPartition... partitions) throws InterruptedException {
        loop.start();
        await(() -> !consumer.subscription().isEmpty());
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(partitions));
            for (TopicPartition partition : partitions) {
                consumer.updateBeginningOffsets(Map.of(partition, 0L));
            }
        });
        await(() -> consumer.assignment().size() == partitions.length);
    }

    private static void await(BooleanSupplier happened) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private Verdict verdict(ProducerRecord<String, byte[]> record) {
        return Fixtures.serde(topics.verdicts()).deserializer().deserialize(record.topic(), record.value());
    }

    @Test
    void verdictsOnRolloutsAndEvaluationAnswersAreOneTransactionEachInThePartitionOfItsAnswer() throws Exception {
        verifier.behave(request -> ScriptedVerifier.judging(request, (answer, verdict) -> verdict.put(
                        "score", answer.path("answer").asText().equals("good") ? 0.5 : 0.25)
                .put("extracted", "x")));
        TopicPartition rollouts = new TopicPartition("rollouts", 2);
        TopicPartition evaluations = new TopicPartition("evaluation-rollouts", 3);
        start(rollouts, evaluations);
        consumer.schedulePollTask(() -> {
            arrive(
                    "rollouts",
                    2,
                    answer("r1", "code", "good"),
                    answer("r2", "gsm8k", "another task"),
                    rollout("r3", "cut off")
                            .setQuestion(question().setTask("code").build())
                            .setFinishReason(FinishReason.LENGTH)
                            .build(),
                    answer("r4", "code", "bad"));
            arrive("evaluation-rollouts", 3, answer("e1", "code", "bad"));
        });
        await(() -> producer.commitCount() > 0 && producer.history().size() >= 3);

        assertThat(producer.history())
                .extracting(ProducerRecord::topic, ProducerRecord::key, ProducerRecord::partition)
                .containsExactlyInAnyOrder(
                        tuple("verdicts", "r1", 2), tuple("verdicts", "r4", 2), tuple("evaluation-verdicts", "e1", 3));
        assertThat(producer.history())
                .extracting(this::verdict)
                .extracting(Verdict::getRolloutId, Verdict::getCorrect, Verdict::getScore, Verdict::getVerifier)
                .containsExactlyInAnyOrder(
                        tuple("r1", true, 0.5, "tests"),
                        tuple("r4", false, 0.25, "tests"),
                        tuple("e1", false, 0.25, "tests"));
        assertThat(producer.consumerGroupOffsetsHistory())
                .flatExtracting(offsets -> offsets.values())
                .contains(Map.of(rollouts, new OffsetAndMetadata(4), evaluations, new OffsetAndMetadata(1)));
        assertThat(verifier.requests.get(0).path("answers")).hasSize(2);
    }

    @Test
    void whileTheVerifierIsDownNothingIsPublishedAndTheLoopSaysWhatItWaitsFor() throws Exception {
        verifier.behave(request -> new ScriptedVerifier.Response(503, "restarting"));
        TopicPartition rollouts = new TopicPartition("rollouts", 0);
        start(rollouts);
        consumer.schedulePollTask(() -> arrive("rollouts", 0, answer("r1", "code", "good")));
        await(() -> loop.activity().doing().contains("down"));
        assertThat(loop.activity().doing()).isEqualTo("verifier 'tests', which is down: status 503 (restarting)");
        assertThat(loop.activity().waiting()).isTrue();
        assertThat(producer.commitCount()).isZero();

        verifier.behave(ScriptedVerifier::honest);
        await(() -> producer.commitCount() == 1);
        assertThat(producer.history())
                .extracting(this::verdict)
                .extracting(Verdict::getCorrect)
                .containsExactly(false);
        await(() -> loop.activity().doing().equals("answers for verifier 'tests'"));
    }

    @Test
    void aLoopThatIsStoppedWhileTheVerifierIsDownLeavesTheAnswersToTheNextOne() throws Exception {
        verifier.behave(request -> new ScriptedVerifier.Response(503, ""));
        start(new TopicPartition("rollouts", 0));
        consumer.schedulePollTask(() -> arrive("rollouts", 0, answer("r1", "code", "good")));
        await(() -> loop.activity().doing().contains("down"));
        assertThat(loop.stop(PATIENCE)).isTrue();
        assertThat(producer.history()).isEmpty();
        assertThat(producer.commitCount()).isZero();
    }

    @Test
    void settingsThatCannotBeUsedAreRefusedByName() {
        refused(Map.of("url", "ftp://host/x", "tasks", "code"), "errata.verifiers.tests.url");
        refused(Map.of("url", "http://me:secret@host/x", "tasks", "code"), "headers-file");
        refused(Map.of("url", "http://host/x", "tasks", "code,gsm8k"), "'gsm8k'");
        refused(Map.of("url", "http://host/x", "tasks", "code", "attempts", "0"), "attempts");
    }

    private static void refused(Map<String, String> settings, String named) {
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((key, value) -> prefixed.put("errata.verifiers.tests." + key, value));
        assertThatThrownBy(() -> HttpVerifiers.check(config(prefixed), Judge.strict()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret@"));
    }
}
