package dev.errata.rewards;

import static dev.errata.rewards.Fixtures.question;
import static dev.errata.rewards.Fixtures.rewrite;
import static dev.errata.rewards.Fixtures.rollout;
import static dev.errata.rewards.Fixtures.tokenRewards;
import static dev.errata.rewards.Fixtures.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.rewards.rewrite.Assessment.Failure;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringTopologyTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String RIGHT = "6*4=24;####24";
    private static final String WRONG = "6*4=25;####25";

    private final Path state;
    private final Topics topics = new Topics("test");
    private final HandTurnedClock clock = new HandTurnedClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Topology topology = new ScoringTopology(
                    topics,
                    Fixtures::serde,
                    Fixtures.rules(clock),
                    TIMEOUT,
                    new RecordLimit(1 << 20),
                    new ScoringCounters(meters))
            .build();
    private TopologyTestDriver driver;

    ScoringTopologyTest() throws IOException {
        this.state = Files.createTempDirectory(Path.of("target"), "streams-state");
        this.driver = start(topology, topics, state, clock);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static TopologyTestDriver start(Topology topology, Topics topics, Path state, HandTurnedClock clock) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.group("scoring"));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(topology, settings, clock.instant());
    }

    private <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        byte[] bytes = Fixtures.serde(topic).serializer().serialize(topic.name(), value);
        writeBytes(topic, key, bytes);
    }

    private void writeBytes(Topic<?> topic, String key, byte @Nullable [] bytes) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, bytes);
    }

    private void write(Rollout rollout) {
        write(topics.rollouts(), rollout.getRolloutId(), rollout);
    }

    private void write(TokenRewards tokenRewards) {
        write(topics.tokenRewards(), tokenRewards.getRolloutId(), tokenRewards);
    }

    private void write(Rewrite rewrite) {
        write(topics.rewrites(), rewrite.getRolloutId(), rewrite);
    }

    private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        Fixtures.serde(topic).deserializer())
                .readValuesToList();
    }

    private List<RejectionReason> rejections() {
        return read(topics.rejectedRollouts()).stream()
                .map(RejectedRollout::getReason)
                .toList();
    }

    private void pass(Duration time) {
        clock.turn(time);
        driver.advanceWallClockTime(time);
    }

    private long waiting() {
        var all = driver.getKeyValueStore(JoinScores.STORE).all();
        try (all) {
            long entries = 0;
            while (all.hasNext()) {
                all.next();
                entries++;
            }
            return entries;
        }
    }

    @Test
    void aRightAnswerIsItsOwnTargetAndNeedsNoRewrite() {
        Rollout rollout = rollout("r1", RIGHT).build();
        write(rollout);
        write(tokenRewards(rollout, 0.8f).build());

        ScoredRollout scored = read(topics.scoredRollouts()).get(0);
        assertThat(scored.getCorrect()).isTrue();
        assertThat(scored.getExtractedAnswer()).isEqualTo("24");
        assertThat(scored.getRewards()).hasSize(tokens(RIGHT).size()).allSatisfy(r -> assertThat(r)
                .isCloseTo(0.3f, within()));
        assertThat(scored.getTargetTokens()).isEqualTo(rollout.getAnswerTokens());
        assertThat(scored.getTargetWeights()).hasSize(tokens(RIGHT).size()).containsOnly(0.5f);
        assertThat(scored.getEdits()).isEmpty();
        assertThat(scored.getRollout()).isEqualTo(rollout);
        assertThat(scored.getScoredAt()).isEqualTo(clock.millis());
        assertThat(waiting()).isZero();
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.api.Assertions.within(1e-6f);
    }

    @Test
    void aWrongAnswerImitatesItsRewriteWithItsEditsWeighingMore() {
        Rollout rollout = rollout("r1", WRONG).build();
        write(rollout);
        write(tokenRewards(rollout, 0.45f).build());
        assertThat(read(topics.scoredRollouts())).isEmpty();
        write(rewrite(rollout, RIGHT, new Edit(EditKind.SUBSTITUTE, 5, 5), new Edit(EditKind.SUBSTITUTE, 12, 12))
                .build());

        ScoredRollout scored = read(topics.scoredRollouts()).get(0);
        assertThat(scored.getCorrect()).isFalse();
        assertThat(scored.getRewards()).allSatisfy(r -> assertThat(r).isCloseTo(-0.05f, within()));
        assertThat(scored.getTargetTokens()).isEqualTo(tokens(RIGHT));
        assertThat(scored.getTargetWeights())
                .containsExactly(.5f, .5f, .5f, .5f, .5f, 1f, .5f, .5f, .5f, .5f, .5f, .5f, 1f, .5f);
        assertThat(scored.getEdits()).hasSize(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void thePartsMayComeInAnyOrder() {
        Rollout rollout = rollout("r1", WRONG).build();
        write(rewrite(rollout, RIGHT, new Edit(EditKind.SUBSTITUTE, 5, 5)).build());
        write(tokenRewards(rollout, 0.2f).build());
        assertThat(waiting()).isOne();
        write(rollout);

        assertThat(read(topics.scoredRollouts())).hasSize(1);
        assertThat(waiting()).isZero();
    }

    static Stream<Arguments> verdicts() {
        Rollout right = rollout("r1", RIGHT).build();
        Rollout wrong = rollout("r1", WRONG).build();
        TokenRewards fine = tokenRewards(wrong, 0.4f).build();
        return Stream.of(
                Arguments.of(
                        "the rewrite is right, step by step",
                        wrong,
                        fine,
                        rewrite(wrong, RIGHT).build(),
                        null),
                Arguments.of(
                        "the rewrite ends in another number than gold",
                        wrong,
                        fine,
                        rewrite(wrong, "6*4=26;####26").build(),
                        RejectionReason.REWRITE_WRONG_ANSWER),
                Arguments.of(
                        "the rewrite leaves the error and writes the gold number at its end",
                        wrong,
                        fine,
                        rewrite(wrong, "6*4=25;####24").build(),
                        RejectionReason.REWRITE_FALSE_STEP),
                Arguments.of(
                        "the last step is not the answer",
                        wrong,
                        fine,
                        rewrite(wrong, "6*4=24;1+1=2;####24").build(),
                        RejectionReason.REWRITE_FALSE_STEP),
                Arguments.of(
                        "the rewrite never ends",
                        wrong,
                        fine,
                        rewrite(wrong, RIGHT)
                                .setFinishReason(FinishReason.LENGTH)
                                .build(),
                        RejectionReason.REWRITE_UNFINISHED),
                Arguments.of(
                        "the reward model cannot read so much",
                        right,
                        tokenRewards(right, 0)
                                .setProbabilities(List.of())
                                .setFailure(Failure.TOO_LONG.text())
                                .build(),
                        null,
                        RejectionReason.TOO_LONG),
                Arguments.of(
                        "the question comes without a reference",
                        wrong,
                        tokenRewards(wrong, 0)
                                .setProbabilities(List.of())
                                .setFailure(Failure.NO_REFERENCE.text())
                                .build(),
                        null,
                        RejectionReason.NO_REFERENCE),
                Arguments.of(
                        "the reward model has no tokens for the question",
                        right,
                        tokenRewards(right, 0)
                                .setProbabilities(List.of())
                                .setFailure(Failure.UNKNOWN_CHARACTERS.text())
                                .build(),
                        null,
                        RejectionReason.MALFORMED),
                Arguments.of(
                        "a probability is missing",
                        right,
                        tokenRewards(right, 0).setProbabilities(List.of(0.5f)).build(),
                        null,
                        RejectionReason.MALFORMED),
                Arguments.of(
                        "the probabilities are not numbers",
                        right,
                        tokenRewards(right, Float.NaN).build(),
                        null,
                        RejectionReason.MALFORMED));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("verdicts")
    void whatTheRewardModelSaysDecides(
            String why,
            Rollout rollout,
            TokenRewards tokenRewards,
            @Nullable Rewrite rewrite,
            @Nullable RejectionReason reason) {
        write(rollout);
        write(tokenRewards);
        if (rewrite != null) {
            write(rewrite);
        }
        assertThat(rejections()).isEqualTo(reason == null ? List.of() : List.of(reason));
        assertThat(read(topics.scoredRollouts())).hasSize(reason == null ? 1 : 0);
        assertThat(waiting()).isZero();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "it repeats sample 0 of its group",
                        rollout("r1", RIGHT).setSampleIndex(1).setDuplicateOf(0),
                        RejectionReason.DUPLICATE,
                        true),
                Arguments.of(
                        "it was cut off",
                        rollout("r1", RIGHT).setFinishReason(FinishReason.LENGTH),
                        RejectionReason.UNFINISHED,
                        false),
                Arguments.of(
                        "nobody knows how to judge its task",
                        rollout("r1", RIGHT)
                                .setQuestion(question().setTask("poetry").build()),
                        RejectionReason.MALFORMED,
                        null),
                Arguments.of(
                        "its question has no gold answer",
                        rollout("r1", RIGHT).setQuestion(question().setGold(" ").build()),
                        RejectionReason.MALFORMED,
                        false),
                Arguments.of(
                        "nobody could name it so in a record",
                        rollout("r".repeat(501), RIGHT),
                        RejectionReason.MALFORMED,
                        true),
                Arguments.of(
                        "it has no tokens",
                        rollout("r1", RIGHT).setAnswerTokens(List.of()).setBehaviorLogProbs(List.of()),
                        RejectionReason.MALFORMED,
                        true),
                Arguments.of(
                        "a log-prob is missing",
                        rollout("r1", RIGHT).setBehaviorLogProbs(List.of(-1f)),
                        RejectionReason.MALFORMED,
                        true),
                Arguments.of(
                        "no version sampled it",
                        rollout("r1", RIGHT).setVersionSpans(List.of()),
                        RejectionReason.MALFORMED,
                        true));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refused")
    void aRolloutIsRefusedOnSightBecause(
            String why, Rollout.Builder rollout, RejectionReason reason, @Nullable Boolean correct) {
        write(rollout.build());

        RejectedRollout rejected = read(topics.rejectedRollouts()).get(0);
        assertThat(rejected.getReason()).isEqualTo(reason);
        assertThat(rejected.getCorrect()).isEqualTo(correct);
        assertThat(rejected.getStage()).isEqualTo("scorer");
        assertThat(rejected.getSource()).isEqualTo("arithmetic");
        assertThat(rejected.getDetail()).endsWith(".");
        assertThat(waiting()).isZero();
    }

    @Test
    void aRolloutWithoutTokenRewardsTimesOutAndTheirLateArrivalIsDropped() {
        Rollout rollout = rollout("r1", RIGHT).build();
        write(rollout);
        pass(TIMEOUT.minusSeconds(1));
        assertThat(rejections()).isEmpty();
        pass(Duration.ofSeconds(11));
        assertThat(rejections()).containsExactly(RejectionReason.NO_TOKEN_REWARDS_IN_TIME);

        write(tokenRewards(rollout, 0.8f).build());
        assertThat(read(topics.scoredRollouts())).isEmpty();
        pass(TIMEOUT.plusSeconds(10));
        assertThat(waiting()).isZero();
        assertThat(rejections()).isEmpty();
        assertThat(meters.counter("errata.scorer.dropped.parts").count()).isEqualTo(1);
    }

    @Test
    void aWrongAnswerWithoutARewriteTimesOutWithItsVerdict() {
        Rollout rollout = rollout("r1", WRONG).build();
        write(rollout);
        write(tokenRewards(rollout, 0.8f).build());
        pass(TIMEOUT.plusSeconds(10));

        RejectedRollout rejected = read(topics.rejectedRollouts()).get(0);
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.NO_REWRITE_IN_TIME);
        assertThat(rejected.getCorrect()).isFalse();
        assertThat(rejected.getPolicyVersion()).isEqualTo(3);
        assertThat(waiting()).isZero();
    }

    @Test
    void howManyWaitIsKnownAtEachLook() {
        write(rollout("r1", RIGHT).build());
        write(rollout("r2", RIGHT).build());
        Rollout third = rollout("r3", RIGHT).build();
        write(third);
        write(tokenRewards(rollout("r4", RIGHT).build(), 0.8f).build());
        pass(Duration.ofSeconds(10));
        assertThat(meters.get("errata.scorer.pending").gauge().value()).isEqualTo(3);
        write(tokenRewards(third, 0.8f).build());
        pass(Duration.ofSeconds(10));
        assertThat(meters.get("errata.scorer.pending").gauge().value()).isEqualTo(2);
        pass(TIMEOUT);
        assertThat(meters.get("errata.scorer.pending").gauge().value()).isZero();

        write(rollout("r5", RIGHT).build());
        pass(Duration.ofSeconds(10));
        driver.close();
        assertThat(meters.get("errata.scorer.pending").gauge().value())
                .as("another process may have the partition now")
                .isZero();
        driver = start(topology, topics, state, clock);
    }

    @Test
    void whatWaitsInSeveralPartitionsIsAddedUp() {
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        ScoringCounters counters = new ScoringCounters(own);
        counters.pending(0, 5);
        counters.pending(0, 7);
        counters.pending(5, 2);
        assertThat(own.get("errata.scorer.pending").gauge().value()).isEqualTo(9);
    }

    @Test
    void timeInWhichTheScorerDidNotRunIsNoWaiting() {
        Rollout rollout = rollout("r1", RIGHT).build();
        write(rollout);
        Pending waited =
                driver.<String, Pending>getKeyValueStore(JoinScores.STORE).get("r1");
        clock.turn(Duration.ofHours(5));
        driver.close();
        driver = start(topology, topics, state, clock);
        driver.<String, Pending>getKeyValueStore(JoinScores.STORE).put("r1", waited);
        pass(Duration.ofSeconds(30));
        assertThat(rejections()).isEmpty();
        write(tokenRewards(rollout, 0.8f).build());
        assertThat(read(topics.scoredRollouts())).hasSize(1);
    }

    @Test
    void whatCannotBeReadCostsThatRecord() {
        writeBytes(topics.rollouts(), "bad", "not avro".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        writeBytes(topics.rewrites(), "bad", new byte[] {0, 0, 0, 0, 9, 77});
        writeBytes(topics.tokenRewards(), "bad", null);
        writeBytes(topics.evaluationRollouts(), "bad", new byte[5000]);
        Rollout rollout = rollout("r1", RIGHT).build();
        write(rollout);
        write(tokenRewards(rollout, 1f).build());

        List<DeadLetter> letters = read(topics.deadLetters());
        assertThat(letters)
                .extracting(DeadLetter::getTopic, DeadLetter::getReason)
                .containsExactly(
                        tuple("test.rollouts", DeadLetterReason.MALFORMED),
                        tuple("test.rewrites", DeadLetterReason.WRONG_SCHEMA),
                        tuple("test.token-rewards", DeadLetterReason.EMPTY),
                        tuple("test.evaluation-rollouts", DeadLetterReason.WRONG_SCHEMA));
        assertThat(letters.get(0).getStage()).isEqualTo("scorer");
        assertThat(letters.get(3).getPayload().remaining()).isEqualTo(4096);
        assertThat(read(topics.scoredRollouts())).hasSize(1);
    }

    @Test
    void everyEvaluationAnswerGetsAVerdict() {
        write(topics.evaluationRollouts(), "e1", rollout("e1", RIGHT).build());
        write(topics.evaluationRollouts(), "e2", rollout("e2", WRONG).build());
        write(
                topics.evaluationRollouts(),
                "e3",
                rollout("e3", RIGHT).setFinishReason(FinishReason.LENGTH).build());
        write(
                topics.evaluationRollouts(),
                "e4",
                rollout("e4", RIGHT)
                        .setQuestion(question().setTask("poetry").build())
                        .build());

        assertThat(read(topics.evaluationVerdicts()))
                .extracting(Verdict::getRolloutId, Verdict::getCorrect, Verdict::getExtractedAnswer)
                .containsExactly(
                        tuple("e1", true, "24"),
                        tuple("e2", false, "25"),
                        tuple("e3", false, "24"),
                        tuple("e4", false, null));
    }

    @Test
    void nothingOfAHostileRecordIsPassedOnWhole() {
        Headers headers = new RecordHeaders().add("x", new byte[2_000_000]);
        String huge = "7".repeat(2_000_000);
        write(topics.evaluationRollouts(), "e", rollout("e", "####" + huge).build());
        driver.createInputTopic(topics.rewrites().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("bad", new byte[] {7}, headers));
        write(rollout(huge, RIGHT)
                .setQuestion(question().setSource(huge).build())
                .build());

        assertThat(driver.producedTopicNames())
                .contains("test.evaluation-verdicts", "test.dead-letters", "test.rejected-rollouts");
        for (String topic : driver.producedTopicNames()) {
            var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            assertThat(output.readRecordsToList()).allSatisfy(record -> {
                assertThat(record.headers()).isEmpty();
                assertThat(record.key().length + (record.value() == null ? 0 : record.value().length))
                        .isLessThan(20_000);
            });
        }
    }

    @Test
    void everyNodeHasANameOfItsOwn() {
        assertThat(topology.describe().toString())
                .doesNotContain("KSTREAM")
                .contains("read-rollouts", "decode-token-rewards", "join-scores", "judge-evaluations");
    }
}
