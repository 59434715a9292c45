package dev.errata.ops.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import dev.errata.schemas.topics.RolloutIds;
import dev.errata.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counts of the log, and every way to break them. */
class LedgerTest {

    private static final String TOPIC = "questions.arithmetic";
    private static final long NO_END = -1;
    private final Ledger ledger = new Ledger(new Topics(""));

    @BeforeEach
    void fourQuestions() {
        LongStream.range(0, 4).forEach(offset -> ledger.question(TOPIC, 0, offset));
    }

    @Test
    void anEmptyLogIsClean() {
        assertThat(violations()).isEmpty();
        assertThat(ledger.tally().rollouts()).isZero();
    }

    @Test
    void everyRolloutIsScoredRejectedOrPending() {
        ask(0, 0, 3);
        ask(0, 1, 3);
        ledger.scored(id(0, 0, 0));
        ledger.rejected(id(0, 0, 1), "DUPLICATE", "scorer");
        ledger.scored(id(0, 1, 2));
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.asked() * tally.answersPerQuestion())
                .isEqualTo(tally.rollouts())
                .isEqualTo(tally.expectedRollouts())
                .isEqualTo(6);
        assertThat(tally.scored()).isEqualTo(2);
        assertThat(tally.rejected()).isEqualTo(1);
        assertThat(tally.pending()).isEqualTo(3);
        assertThat(tally.rejectedByReason()).isEqualTo(Map.of("DUPLICATE", 1L));
    }

    @Test
    void theSameQuestionInTwoPassesIsAskedTwice() {
        settled(end(batch(0, 2, 3, List.of(2L))));
        settled(end(batch(1, 2, 3, List.of(2L))));
        ledger.scored(id(1, 2, 0));
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.rollouts()).isEqualTo(tally.asked()).isEqualTo(2);
        assertThat(tally.passes())
                .containsExactly(
                        new PassTally("arithmetic", 0, 1, Map.of()), new PassTally("arithmetic", 1, 1, Map.of()));
    }

    @Test
    void questionsMayHaveDifferentNumbersOfAnswers() {
        ask(0, 0, 4);
        ask(0, 1, 1);
        ask(0, 2, 64);
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.askedByAnswers()).isEqualTo(new TreeMap<>(Map.of(1, 1L, 4, 1L, 64, 1L)));
        assertThat(tally.expectedRollouts()).isEqualTo(tally.rollouts()).isEqualTo(69);
    }

    @Test
    void aCompletePassSettlesEveryQuestionOnce() {
        ledger.deadLetter(TOPIC, 0, 1);
        ledger.asked(batch(0, 0, NO_END, List.of(0L, 2L), skipped(1, SkipReason.DEAD_LETTER)));
        ledger.asked(end(batch(0, 0, 4, List.of(3L))));
        ledger.asked(end(batch(1, 0, 4, List.of(3L, 0L), skipped(2, SkipReason.ALWAYS_RIGHT), skipped(1))));
        for (String id : List.of("0", "2", "3", "3@1", "0@1")) {
            ledger.rollout(TOPIC + "/0/" + id + "#0", 1, true);
        }
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.asked()).isEqualTo(5);
        assertThat(tally.skipped()).isEqualTo(Map.of(SkipReason.DEAD_LETTER, 2L, SkipReason.ALWAYS_RIGHT, 1L));
    }

    @Test
    void aQuestionLeftOutOfACompletePassIsAViolation() {
        ledger.asked(end(batch(2, 1, 4, List.of(1L, 3L))));
        ledger.rollout(id(2, 1, 0), 1, true);
        ledger.rollout(id(2, 3, 0), 1, true);
        assertThat(violations()).containsExactly("1 questions were left out of a pass that has ended.");
    }

    @Test
    void aPassThatBeginsBeforeTheEndOfTheOneBeforeIsAViolation() {
        settled(batch(0, 0, 4, List.of(2L)));
        settled(batch(1, 0, 4, List.of(3L)));
        settled(end(batch(1, 0, 4, List.of(0L, 1L, 2L))));
        settled(batch(3, 0, 4, List.of(0L)));
        assertThat(violations()).containsExactly("2 passes began although the pass before had not ended.");
    }

    @Test
    void afterTheLastPassTheFirstOneOverNewerRecordsMayBegin() {
        ledger.question(TOPIC, 0, 4);
        settled(end(batch(0, 0, 4, List.of(0L, 1L, 2L, 3L))));
        settled(batch(0, 4, NO_END, List.of(4L)));
        assertThat(violations()).isEmpty();
    }

    @Test
    void offsetsWithoutARecordNeedNotBeAsked() {
        ledger.asked(end(batch(0, 0, 9, List.of(0L, 1L, 2L, 3L))));
        LongStream.range(0, 4).forEach(offset -> ledger.rollout(id(0, offset, 0), 1, true));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aQuestionAskedTwiceInOnePassIsAViolation() {
        ask(1, 0, 1);
        ledger.asked(batch(1, 0, NO_END, List.of(0L)));
        ledger.asked(batch(1, 0, NO_END, List.of(), skipped(0, SkipReason.NEVER_RIGHT)));
        assertThat(violations()).containsExactly("2 questions were asked or skipped twice in the same pass.");
    }

    @Test
    void aQuestionOutsideItsPassIsAViolation() {
        ledger.asked(batch(1, 1, 3, List.of(0L, 3L)));
        ledger.rollout(id(1, 0, 0), 1, true);
        ledger.rollout(id(1, 3, 0), 1, true);
        assertThat(violations())
                .containsExactly("2 questions were asked or skipped in a pass that does not cover them.");
    }

    @Test
    void aSkippedQuestionWithAnswersIsAViolation() {
        ledger.asked(batch(1, 0, NO_END, List.of(), skipped(0, SkipReason.ALWAYS_RIGHT)));
        ledger.rollout(id(1, 0, 0), 1, true);
        assertThat(violations()).containsExactly("1 questions were skipped and have answers in the same pass.");
    }

    @Test
    void aQuestionSetAsideWithoutItsDeadLetterIsAViolation() {
        ledger.asked(batch(0, 0, NO_END, List.of(), skipped(0, SkipReason.DEAD_LETTER)));
        assertThat(violations()).containsExactly("1 questions were skipped as dead letters and have none.");
    }

    @Test
    void aSettledRolloutOfAQuestionThatWasNotAskedIsAViolation() {
        ask(0, 0, 1);
        ledger.rollout(id(1, 0, 0), 1, true);
        assertThat(violations()).containsExactly("1 rollouts answer a question that was not asked.");
    }

    @Test
    void rolloutsOfQuestionsAskedAfterTheEndAreNotCountedYet() {
        ask(0, 0, 2);
        ledger.rollout(id(0, 1, 0), 2, false);
        ledger.rollout(id(0, 1, 1), 2, false);
        assertThat(ledger.tally().rollouts()).isEqualTo(2);
        assertThat(violations()).isEmpty();
    }

    @Test
    void anAskedQuestionWithoutAnswersIsAViolation() {
        ask(0, 0, 2);
        ledger.asked(batch(0, 0, NO_END, List.of(1L)));
        assertThat(violations()).containsExactly("1 asked questions have no answers.");
    }

    @Test
    void aLostAnswerIsAViolation() {
        ask(0, 0, 4);
        ledger.asked(batch(0, 0, NO_END, List.of(1L)));
        ledger.rollout(id(0, 1, 0), 2, true);
        assertThat(violations()).containsExactly("1 asked questions have a number of answers other than n.");
    }

    @Test
    void answersThatDisagreeAboutTheirNumberAreAViolation() {
        ledger.asked(batch(0, 0, NO_END, List.of(1L)));
        ledger.rollout(id(0, 1, 0), 1, true);
        ledger.rollout(id(0, 1, 1), 2, true);
        assertThat(violations()).containsExactly("1 asked questions have a number of answers other than n.");
    }

    @Test
    void scoredAndLaterTooStaleCountsAsRejected() {
        ask(0, 0, 1);
        ledger.scored(id(0, 0, 0));
        ledger.rejected(id(0, 0, 0), "TOO_STALE", "learner");
        assertThat(violations()).isEmpty();
        assertThat(ledger.tally().rejected()).isEqualTo(1);
        assertThat(ledger.tally().scored()).isZero();
    }

    @Test
    void scoredAndRejectedByTheScorerIsAViolation() {
        ask(0, 0, 1);
        ledger.scored(id(0, 0, 0));
        ledger.rejected(id(0, 0, 0), "DUPLICATE", "scorer");
        assertThat(violations()).containsExactly("1 rollouts were both scored and rejected by the scorer.");
    }

    @Test
    void rolloutsAndScoresThatAppearTwiceAreViolations() {
        ask(1, 0, 1);
        ledger.rollout(id(1, 0, 0), 1, true);
        ledger.scored(id(1, 0, 0));
        ledger.scored(id(1, 0, 0));
        assertThat(violations()).containsExactly("1 rollouts are in the log twice.", "1 rollouts were scored twice.");
        assertThat(ledger.tally().rollouts()).isEqualTo(1);
    }

    @Test
    void aVerdictWithoutItsRolloutIsAViolation() {
        ledger.scored(id(3, 7, 0));
        assertThat(violations()).containsExactly("1 verdicts name a rollout that is not in the log.");
    }

    @Test
    void aKeyThatIsNoRolloutIdIsAViolation() {
        ledger.rollout("nonsense", 1, true);
        ledger.scored("rollouts/0/1#0");
        ledger.scored(TOPIC + "/0/1#64");
        assertThat(violations()).singleElement().asString().startsWith("3 records have a key that is no rollout id");
    }

    @Test
    void withoutRecordsOfAsksEverythingBelowTheCommittedOffsetWasAskedOnce() {
        ledger.deadLetter(TOPIC, 0, 1);
        ledger.committed(TOPIC, 0, 3, false);
        for (int sample = 0; sample < 2; sample++) {
            ledger.rollout(id(0, 0, sample), 0, true);
        }
        AuditTally tally = ledger.tally();
        assertThat(tally.asked()).isEqualTo(2);
        assertThat(tally.deadLettered()).isEqualTo(1);
        assertThat(tally.violations()).containsExactly("1 asked questions have no answers.");
    }

    @Test
    void questionsBeforeTheFirstRecordedAskWereAskedByAnEarlierVersion() {
        ledger.deadLetter(TOPIC, 0, 0);
        ledger.asked(batch(0, 0, NO_END, List.of(2L)));
        ledger.asked(end(batch(0, 0, 4, List.of(3L))));
        ledger.committed(TOPIC, 0, 4, true);
        LongStream.range(1, 4).forEach(offset -> ledger.rollout(id(0, offset, 0), 1, true));
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.asked()).isEqualTo(3);
        assertThat(tally.deadLettered()).isEqualTo(1);
    }

    @Test
    void aPassThatEndsWithItsFirstRecordWasAskedByAnEarlierVersion() {
        ledger.asked(end(batch(0, 0, 4, List.of())));
        ledger.committed(TOPIC, 0, 4, true);
        LongStream.range(0, 4).forEach(offset -> ledger.rollout(id(0, offset, 0), 1, true));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aShuffledFirstPassHasRecordsOfAllItsAsks() {
        ledger.asked(batch(0, 0, 4, List.of(3L)));
        ledger.committed(TOPIC, 0, 1, true);
        ledger.rollout(id(0, 0, 0), 1, true);
        ledger.rollout(id(0, 3, 0), 1, true);
        assertThat(violations()).containsExactly("1 rollouts answer a question that was not asked.");
    }

    @Test
    void anOffsetCommittedWithoutAPositionCoversAskedQuestionsOnly() {
        ask(0, 0, 1);
        ledger.committed(TOPIC, 0, 3, true);
        assertThat(violations()).isEmpty();
        ledger.committed(TOPIC, 0, 3, false);
        assertThat(violations()).containsExactly("2 questions are below the committed offset and were not asked.");
    }

    private List<String> violations() {
        return ledger.tally().violations();
    }

    private void ask(long pass, long offset, int answers) {
        ledger.asked(batch(pass, 0, NO_END, List.of(offset)));
        for (int sample = 0; sample < answers; sample++) {
            ledger.rollout(id(pass, offset, sample), answers, true);
        }
    }

    /** Feeds a batch and one answer to each of its questions. */
    private void settled(AskedQuestions batch) {
        ledger.asked(batch);
        batch.getAsked().forEach(offset -> ledger.rollout(id(batch.getPass(), offset, 0), 1, true));
    }

    private static AskedQuestions batch(long pass, long from, long to, List<Long> asked, SkippedQuestion... skipped) {
        AskedQuestions batch = AskedQuestions.newBuilder()
                .setSource("arithmetic")
                .setTopic(TOPIC)
                .setPartition(0)
                .setPass(pass)
                .setFromOffset(from)
                .setAsked(asked)
                .setSkipped(List.of(skipped))
                .setActorId("actor-0")
                .setAskedAt(0)
                .build();
        if (to != NO_END) {
            batch.setToOffset(to);
        }
        return batch;
    }

    private static AskedQuestions end(AskedQuestions batch) {
        batch.setEndsPass(true);
        return batch;
    }

    private static SkippedQuestion skipped(long offset) {
        return skipped(offset, SkipReason.DEAD_LETTER);
    }

    private static SkippedQuestion skipped(long offset, SkipReason reason) {
        return new SkippedQuestion(offset, reason);
    }

    private static String id(long pass, long offset, int sample) {
        return RolloutIds.of(TOPIC + "/0/" + offset, pass, sample);
    }
}
