package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewardmodel.judge.Verifier;
import dev.errata.rewardmodel.judge.VerifierFailedException;
import dev.errata.rewards.config.UnusableRewrites;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.rules.RewriteRule;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scores by the verdicts of HTTP verifiers and of plug-ins. */
class ExternalVerdictsTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private ScoringDriver scoring = driver(GroupRule.none());

    private ScoringDriver driver(GroupRule groups) {
        Judge judge = Judge.strict().with(List.of(new Essay()), 0.5);
        ScoringRules rules = new ScoringRules(
                new ScoringAdmission(judge, Set.of("code"), false),
                new RewardRule(RewardKind.INSTANCE, TokenRewardRule.defaults()),
                new RewriteRule(judge, UnusableRewrites.REJECT),
                new EditWeights(EditWeights.Style.CLEAN, 1, 0.5f),
                clock);
        return new ScoringDriver(rules, groups, clock);
    }

    /** Scores the answer "half" and fails on any other. */
    private static final class Essay implements Verifier {

        @Override
        public String task() {
            return "essay";
        }

        @Override
        public Rating verify(Question question, String answer, boolean ended) {
            if (!answer.equals("half")) {
                throw new VerifierFailedException("The plug-in of the task 'essay' threw something.");
            }
            return Rating.of(0.5, null);
        }
    }

    @AfterEach
    void stop() {
        scoring.close();
    }

    private static Rollout.Builder answer(String id, String task, String text) {
        return rollout(id, text)
                .setQuestion(question().setTask(task).setGold("").build());
    }

    private void verdict(String id, Verdict.Builder verdict) {
        scoring.write(
                scoring.topics.verdicts(),
                id,
                verdict.setRolloutId(id).setVerifier("tests").setJudgedAt(9).build());
    }

    private static Verdict.Builder score(double score, boolean correct) {
        return Verdict.newBuilder().setScore(score).setCorrect(correct).setExtractedAnswer("found");
    }

    private List<ScoredRollout> scored() {
        return scoring.read(scoring.topics.scoredRollouts());
    }

    /** By hand: 2 * 0.75 - 1 = 0.5. */
    @Test
    void theScoreOfAVerdictBecomesTheRewardOfEveryToken() {
        scoring.write(answer("q/0/1#0", "code", "print(1)").build());
        assertThat(scored()).isEmpty();
        verdict("q/0/1#0", score(0.75, false));
        ScoredRollout scored = scored().get(0);
        assertThat(scored.getScore()).isEqualTo(0.75);
        assertThat(scored.getCorrect()).isFalse();
        assertThat(scored.getExtractedAnswer()).isEqualTo("found");
        assertThat(scored.getRewards()).hasSize(tokens("print(1)").size()).containsOnly(0.5f);
        assertThat(scored.getTargetTokens()).isEmpty();
        assertThat(scoring.waiting()).isZero();
    }

    @Test
    void aVerdictMayComeBeforeItsRolloutAndWithoutAScore() {
        verdict("q/0/1#0", Verdict.newBuilder().setCorrect(true));
        scoring.write(answer("q/0/1#0", "code", "print(1)").build());
        ScoredRollout scored = scored().get(0);
        assertThat(scored.getScore()).isNull();
        assertThat(scored.getRewards()).containsOnly(1f);
        assertThat(scored.getTargetTokens()).isEqualTo(tokens("print(1)"));
    }

    @Test
    void aRolloutWaitsForItsVerdictLongerThanTheTimeoutAndIsNotRejected() {
        scoring.write(answer("q/0/1#0", "code", "print(1)").build());
        scoring.pass(ScoringDriver.TIMEOUT.multipliedBy(100));
        assertThat(scoring.rejections()).isEmpty();
        assertThat(scoring.meters.get("errata.scorer.pending").gauge().value()).isOne();
        verdict("q/0/1#0", score(1, true));
        assertThat(scored()).hasSize(1);
    }

    @Test
    void aVerdictThatWasNotGivenRejectsTheRolloutWithTheReason() {
        scoring.write(answer("q/0/1#0", "code", "print(1)").build());
        verdict("q/0/1#0", Verdict.newBuilder().setCorrect(false).setFailure("The verifier 'tests' gave none."));
        RejectedRollout rejected =
                scoring.read(scoring.topics.rejectedRollouts()).get(0);
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.NO_VERDICT);
        assertThat(rejected.getDetail()).isEqualTo("The verifier 'tests' gave none.");
        assertThat(rejected.getCorrect()).isNull();
        assertThat(scored()).isEmpty();
    }

    @Test
    void aVerdictWithoutItsRolloutIsDroppedAfterTheTimeout() {
        verdict("q/0/1#0", score(1, true));
        scoring.pass(ScoringDriver.TIMEOUT.plusSeconds(30));
        assertThat(scoring.waiting()).isZero();
        assertThat(scoring.meters.get("errata.scorer.dropped.parts").counter().count())
                .isOne();
    }

    @Test
    void aGroupIsNotReleasedWhileOneOfItsAnswersWaitsForItsVerdict() {
        scoring.close();
        scoring = driver(new GroupRule(true, false, 1));
        for (int sample = 0; sample < 2; sample++) {
            scoring.write(answer("q/0/1#" + sample, "code", "print(" + sample + ")")
                    .setSampleIndex(sample)
                    .setGroupSize(2)
                    .build());
        }
        verdict("q/0/1#0", score(1, true));
        scoring.pass(ScoringDriver.TIMEOUT.multipliedBy(2));
        assertThat(scored()).isEmpty();
        verdict("q/0/1#1", score(0, false));
        assertThat(scored())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.getGroup().getScored()).isEqualTo(2));
    }

    @Test
    void evaluationAnswersOfExternalTasksAreLeftToTheirVerifier() {
        scoring.write(
                scoring.topics.evaluationRollouts(),
                "e1",
                answer("e1", "code", "print(1)").build());
        scoring.write(
                scoring.topics.evaluationRollouts(),
                "e2",
                answer("e2", "essay", "half").build());
        scoring.write(
                scoring.topics.evaluationRollouts(),
                "e3",
                answer("e3", "essay", "other").build());
        assertThat(scoring.read(scoring.topics.evaluationVerdicts()))
                .extracting(Verdict::getRolloutId, Verdict::getCorrect, Verdict::getScore, Verdict::getFailure)
                .containsExactly(
                        tuple("e2", true, 0.5, null),
                        tuple("e3", false, null, "The plug-in of the task 'essay' threw something."));
    }

    @Test
    void aPlugInsScoreIsTheRewardAndItsFailureARejection() {
        scoring.write(answer("q/0/1#0", "essay", "half").build());
        scoring.write(answer("q/0/2#0", "essay", "other").build());
        assertThat(scored()).singleElement().satisfies(one -> {
            assertThat(one.getScore()).isEqualTo(0.5);
            assertThat(one.getCorrect()).isTrue();
            assertThat(one.getRewards()).containsOnly(0f);
        });
        RejectedRollout rejected =
                scoring.read(scoring.topics.rejectedRollouts()).get(0);
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.NO_VERDICT);
        assertThat(rejected.getDetail()).isEqualTo("The plug-in of the task 'essay' threw something.");
        scoring.pass(Duration.ofMinutes(10));
        assertThat(scoring.waiting()).isZero();
    }

    @Test
    void aTaskThatNobodyJudgesIsRefusedWithAllThatAreJudged() {
        scoring.write(answer("q/0/1#0", "poetry", "roses").build());
        assertThat(scoring.read(scoring.topics.rejectedRollouts()).get(0).getDetail())
                .contains("'poetry'")
                .contains("code")
                .contains("essay")
                .contains("gsm8k");
    }
}
