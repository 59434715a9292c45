package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakeLog;
import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuestionStreamTest {

    private static final TopicPartition A0 = new TopicPartition("questions.a", 0);
    private static final TopicPartition A1 = new TopicPartition("questions.a", 1);
    private static final TopicPartition B0 = new TopicPartition("questions.b", 0);
    private final FakeLog log = new FakeLog(2, "questions.a", "questions.b", "rollouts");
    private final MockConsumer<String, byte[]> consumer = log.consumer();
    private final FakePolicy policy = new FakePolicy();
    private final QuestionStream stream = TestLog.stream(log, consumer, 8, () -> 0);

    @BeforeEach
    void subscribe() {
        stream.subscribe();
        consumer.rebalance(List.of(A0, A1, B0));
    }

    @Test
    void onlyQuestionTopicsAreSubscribedTo() {
        assertThat(consumer.subscription()).containsExactlyInAnyOrder("questions.a", "questions.b");
    }

    @Test
    void manyQuestionsOnOneTopicDoNotStarveAnother() {
        log.ask(A0, 6);
        log.ask(A1, 6);
        log.ask(B0, 2);
        assertThat(stream.await()).isTrue();

        List<String> taken = records(stream.take(12, policy));

        // Every second turn is b's for as long as it has questions, and a's partitions take turns.
        assertThat(taken.subList(0, 4)).contains("questions.b/0/0", "questions.b/0/1");
        assertThat(taken).contains("questions.a/0/0", "questions.a/0/1", "questions.a/1/0", "questions.a/1/1");
    }

    @Test
    void aBatchCommitsExactlyTheRecordsTaken() {
        log.ask(A0, 3);
        log.ask(B0, 1);
        stream.await();

        QuestionBatch batch = stream.take(6, policy);

        assertThat(batch.offsets())
                .containsOnly(
                        Map.entry(A0, new OffsetAndMetadata(2, "1 pass=0 from=0 to=open")),
                        Map.entry(B0, new OffsetAndMetadata(1, "1 pass=0 from=0 to=open")));
    }

    @Test
    void aRewindTakesUndoneQuestionsAgainAndDoneOnesNot() {
        log.ask(A0, 4);
        stream.await();
        stream.done(stream.take(2, policy));
        assertThat(records(stream.take(4, policy))).containsExactly("questions.a/0/1", "questions.a/0/2");

        stream.rewind();
        assertThat(stream.buffered()).isZero();

        stream.await();
        assertThat(records(stream.take(18, policy)))
                .containsExactly("questions.a/0/1", "questions.a/0/2", "questions.a/0/3");
    }

    @Test
    void bufferedRecordsOfALostPartitionAreRemoved() {
        log.ask(A0, 3);
        log.ask(B0, 1);
        stream.await();

        consumer.rebalance(List.of(B0));

        assertThat(records(stream.take(18, policy))).doesNotContain("questions.a/0/0");
    }

    @Test
    void aSourceIsPausedWhileItsBufferIsFullAndResumedOnceHalfOfItIsTaken() {
        log.ask(A0, 9);
        log.ask(B0, 1);
        stream.await();
        stream.await();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(A0, A1);

        stream.take(6, policy);
        stream.await();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(A0, A1);

        stream.take(6, policy);
        stream.await();
        assertThat(consumer.paused()).isEmpty();
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of(null, DeadLetterReason.EMPTY, "no value"),
                Arguments.of(bytes(""), DeadLetterReason.EMPTY, "no value"),
                Arguments.of(bytes("hello"), DeadLetterReason.MALFORMED, "starts with byte 104"),
                Arguments.of(bytes("{\"id\":"), DeadLetterReason.MALFORMED, "not JSON"),
                Arguments.of(bytes("{\"id\":\"1\"}"), DeadLetterReason.WRONG_SCHEMA, "is missing"),
                Arguments.of(new byte[] {0, 0, 0, 0, 1, 2}, DeadLetterReason.WRONG_SCHEMA, "not a Question"),
                // Too short for a schema's id.
                Arguments.of(new byte[] {0, 1, 2}, DeadLetterReason.MALFORMED, "not a Question"),
                Arguments.of(TestLog.json("1", " "), DeadLetterReason.EMPTY, "no text"),
                Arguments.of(
                        bytes("{\"id\":\"1\",\"text\":\"a\",\"gold\":\"\"}"), DeadLetterReason.EMPTY, "no gold answer"),
                Arguments.of(
                        TestLog.json("1", "x".repeat(2000)), DeadLetterReason.TOO_LARGE, "actor.max-question-bytes"),
                Arguments.of(TestLog.json("1", "x".repeat(45)), DeadLetterReason.TOO_LARGE, "45 tokens"),
                Arguments.of(TestLog.json("1", "\\u2603"), DeadLetterReason.UNREADABLE_BY_POLICY, "snowman"),
                Arguments.of(TestLog.json("1", "\\ud800"), DeadLetterReason.UNREADABLE_BY_POLICY, "Unicode"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("unusable")
    void anUnusableRecordGoesToDeadLettersWithItsReasonAndTheStreamContinues(
            byte[] value, DeadLetterReason reason, String sentence) {
        log.append(A0, value);
        log.append(A0, TestLog.json("2", "2+2"));
        stream.await();

        QuestionBatch batch = stream.take(2, policy);

        assertThat(records(batch)).containsExactly("questions.a/0/1");
        assertThat(batch.offsets()).containsEntry(A0, new OffsetAndMetadata(2, "1 pass=0 from=0 to=open"));
        DeadLetter letter = batch.setAside().get(0);
        assertThat(letter.getReason()).isEqualTo(reason);
        assertThat(letter.getDetail()).contains(sentence);
        assertThat(letter.getStage()).isEqualTo("actor");
        assertThat(letter.getSetAsideAt()).isEqualTo(77);
        assertThat(letter.getPayload().remaining()).isLessThanOrEqualTo(4096);
    }

    @Test
    void theTopicDecidesTheSourceOfAQuestion() {
        Question claims = TestLog.question("1");
        claims.setSource("elsewhere");
        log.append(B0, TestLog.<Question>serializer().serialize("questions.b", claims));
        stream.await();

        assertThat(stream.take(2, policy).questions().get(0).question().getSource())
                .isEqualTo("b");
    }

    private static List<String> records(QuestionBatch batch) {
        return batch.questions().stream().map(AskedQuestion::record).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
