package dev.errata.ops.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The counts of the log, and every way to break them. */
class LedgerTest {

    private static final String TOPIC = "questions.arithmetic";
    private final Ledger ledger = new Ledger();

    @Test
    void anEmptyLogIsClean() {
        assertThat(ledger.tally().violations()).isEmpty();
        assertThat(ledger.tally().rollouts()).isZero();
    }

    @Test
    void everyRolloutIsScoredRejectedOrPending() {
        ask(0, 3);
        ask(1, 3);
        ledger.scored(id(0, 0));
        ledger.rejected(id(0, 1), "DUPLICATE", "scorer");
        ledger.scored(id(1, 2));
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.asked() * tally.answersPerQuestion())
                .isEqualTo(tally.rollouts())
                .isEqualTo(6);
        assertThat(tally.scored()).isEqualTo(2);
        assertThat(tally.rejected()).isEqualTo(1);
        assertThat(tally.pending()).isEqualTo(3);
        assertThat(tally.rejectedByReason()).isEqualTo(Map.of("DUPLICATE", 1L));
    }

    @Test
    void scoredAndLaterTooStaleCountsAsRejected() {
        ask(0, 1);
        ledger.scored(id(0, 0));
        ledger.rejected(id(0, 0), "TOO_STALE", "learner");
        assertThat(ledger.tally().violations()).isEmpty();
        assertThat(ledger.tally().rejected()).isEqualTo(1);
        assertThat(ledger.tally().scored()).isZero();
    }

    @Test
    void scoredAndRejectedByTheScorerIsAViolation() {
        ask(0, 1);
        ledger.scored(id(0, 0));
        ledger.rejected(id(0, 0), "DUPLICATE", "scorer");
        assertThat(ledger.tally().violations())
                .containsExactly("1 rollouts were both scored and rejected by the scorer.");
    }

    @Test
    void aDeadLetteredQuestionNeedsNoAnswers() {
        ask(0, 2);
        ledger.asked(TOPIC, 0, 1);
        ledger.setAside(TOPIC, 0, 1);
        AuditTally tally = ledger.tally();
        assertThat(tally.violations()).isEmpty();
        assertThat((tally.asked() - tally.deadLettered()) * tally.answersPerQuestion())
                .isEqualTo(tally.rollouts());
    }

    @Test
    void aSkippedQuestionIsAViolation() {
        ask(0, 2);
        ledger.asked(TOPIC, 0, 1);
        assertThat(ledger.tally().violations())
                .containsExactly("1 asked questions have neither answers nor a dead letter.");
    }

    @Test
    void aLostAnswerIsAViolation() {
        ask(0, 4);
        ask(1, 4);
        ask(2, 3);
        assertThat(ledger.tally().violations())
                .containsExactly("1 asked questions have a number of answers other than n.");
    }

    @Test
    void rolloutsAndScoresThatAppearTwiceAreViolations() {
        ask(0, 1);
        ledger.rollout(id(0, 0));
        ledger.scored(id(0, 0));
        ledger.scored(id(0, 0));
        assertThat(ledger.tally().violations())
                .containsExactly("1 rollouts are in the log twice.", "1 rollouts were scored twice.");
        assertThat(ledger.tally().rollouts()).isEqualTo(1);
    }

    @Test
    void aVerdictWithoutItsRolloutIsAViolation() {
        ledger.scored(id(7, 0));
        assertThat(ledger.tally().violations()).containsExactly("1 verdicts name a rollout that is not in the log.");
    }

    @Test
    void rolloutsBeyondTheCommittedOffsetAreNotCountedYet() {
        ask(0, 2);
        ledger.rollout(id(1, 0));
        ledger.rollout(id(1, 1));
        assertThat(ledger.tally().rollouts()).isEqualTo(2);
        assertThat(ledger.tally().violations()).isEmpty();
    }

    @Test
    void aKeyThatIsNoRolloutIdIsAViolation() {
        ledger.rollout("nonsense");
        assertThat(ledger.tally().violations()).singleElement().asString().contains("no rollout id");
    }

    private void ask(long offset, int answers) {
        ledger.asked(TOPIC, 0, offset);
        for (int sample = 0; sample < answers; sample++) {
            ledger.rollout(id(offset, sample));
        }
    }

    private static String id(long offset, int sample) {
        return TOPIC + "/0/" + offset + "#" + sample;
    }
}
