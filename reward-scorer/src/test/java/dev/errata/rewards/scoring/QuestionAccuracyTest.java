package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rewrite;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every judged answer is counted for its question, whether it is scored or rejected. */
class QuestionAccuracyTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private final ScoringDriver scorer = new ScoringDriver(Fixtures.rules(clock), clock);

    @AfterEach
    void stop() {
        scorer.close();
    }

    @Test
    void scoredAnswersOfOneAskAreCountedForTheirQuestion() {
        score(answer("q", 0, 0, RIGHT).build());
        score(answer("q", 0, 1, WRONG)
                .setVersionSpans(List.of(new VersionSpan(0, 2L), new VersionSpan(4, 3L)))
                .build());

        assertThat(newest().getAnswers()).isEqualTo(2);
        assertThat(newest().getRight()).isEqualTo(1);
        assertThat(newest().getRecent()).containsExactly(new AskAccuracy(0L, 2L, 2, 1, 4));
    }

    @Test
    void laterAsksOfAQuestionAreKeptApart() {
        score(answer("q", 0, 0, WRONG).build());
        score(answer("q", 1, 0, RIGHT).build());

        assertThat(newest().getRecent())
                .containsExactly(new AskAccuracy(0L, 3L, 1, 0, 4), new AskAccuracy(1L, 3L, 1, 1, 4));
    }

    @Test
    void questionsOfTheSameIdInTwoSourcesAreCountedApart() {
        score(answer("q", 0, 0, RIGHT).build());
        Rollout other = answer("q", 0, 0, WRONG)
                .setRolloutId("questions.other/0/0#0")
                .setQuestion(question().setSource("other").build())
                .build();
        score(other);

        assertThat(scorer.raw("test.question-accuracy"))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("arithmetic/q", "other/q");
        assertThat(scorer.entries(TopologyNames.QUESTION_ACCURACY)).isEqualTo(2);
    }

    @Test
    void anAnswerRejectedForAnotherReasonThanItsVerdictCounts() {
        scorer.write(answer("q", 0, 0, RIGHT).setDuplicateOf(0).build());
        scorer.write(
                answer("q", 0, 1, WRONG).setFinishReason(FinishReason.LENGTH).build());
        Rollout badlyRewritten = answer("q", 0, 2, WRONG).build();
        scorer.write(badlyRewritten);
        scorer.write(tokenRewards(badlyRewritten, 0.4f).build());
        scorer.write(rewrite(badlyRewritten, WRONG).build());
        scorer.write(answer("q", 0, 3, RIGHT).build());
        scorer.pass(ScoringDriver.TIMEOUT.multipliedBy(2));

        assertThat(scorer.rejections())
                .containsExactly(
                        RejectionReason.DUPLICATE,
                        RejectionReason.UNFINISHED,
                        RejectionReason.REWRITE_WRONG_ANSWER,
                        RejectionReason.NO_TOKEN_REWARDS_IN_TIME);
        assertThat(newest().getRecent()).containsExactly(new AskAccuracy(0L, 3L, 4, 2, 4));
    }

    @Test
    void anAnswerWithoutAVerdictDoesNotCount() {
        scorer.write(answer("q", 0, 0, RIGHT)
                .setQuestion(question().setTask("unknown").build())
                .build());
        scorer.write(answer("q", 0, 1, RIGHT).setVersionSpans(List.of()).build());

        assertThat(scorer.rejections()).hasSize(2);
        assertThat(scorer.written()).doesNotContain("test.judged-answers", "test.question-accuracy");
    }

    @Test
    void aQuestionWhoseIdIsTooLongForAKeyIsScoredButNotCounted() {
        score(answer("q".repeat(1_000), 0, 0, RIGHT).build());

        assertThat(scorer.read(scorer.topics.scoredRollouts())).hasSize(1);
        assertThat(scorer.written()).doesNotContain("test.judged-answers");
    }

    @Test
    void whatCrossesToTheCountIsSmall() {
        score(answer("q-12345", 0, 0, RIGHT).build());

        assertThat(scorer.sizes("test.judged-answers")).singleElement().satisfies(bytes -> assertThat(bytes)
                .isLessThan(60));
        assertThat(scorer.raw("test.question-accuracy")).hasSize(1).allSatisfy(QuestionAccuracyTest::isHeaderless);
    }

    @Test
    void nothingIsCountedWhereCountingIsTurnedOff() {
        JoinSettings off = new JoinSettings(GroupRule.none(), ScoringDriver.TIMEOUT, new RecordLimit(1 << 20), false);
        try (ScoringDriver uncounted = new ScoringDriver(Fixtures.rules(clock), off, clock)) {
            assertThat(uncounted.description()).doesNotContain("judged-answers", "question-accuracy");
        }
    }

    private static void isHeaderless(TestRecord<byte[], byte[]> record) {
        assertThat(record.headers()).isEmpty();
    }

    private static Rollout.Builder answer(String question, long ask, int sample, String text) {
        return rollout("questions.arithmetic/0/7@" + ask + "#" + sample, text)
                .setQuestion(question().setId(question).setAsk(ask).build())
                .setSampleIndex(sample)
                .setGroupSize(4);
    }

    private void score(Rollout rollout) {
        scorer.write(rollout);
        scorer.write(tokenRewards(rollout, 0.4f).build());
        scorer.write(rewrite(rollout, RIGHT).build());
    }

    private QuestionAccuracy newest() {
        return scorer.<QuestionAccuracy>store(TopologyNames.QUESTION_ACCURACY).get("arithmetic/q");
    }
}
