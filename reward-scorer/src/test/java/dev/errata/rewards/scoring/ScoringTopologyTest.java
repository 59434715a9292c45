package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rewrite;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static dev.errata.rewards.scoring.Fixtures.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.rewardmodel.Assessment.Failure;
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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringTopologyTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private final ScoringDriver scorer = new ScoringDriver(Fixtures.rules(clock), clock);

    @AfterEach
    void stop() {
        scorer.close();
    }

    @Test
    void aRightAnswerIsItsOwnTargetWithoutARewrite() {
        Rollout rollout = rollout("r1", RIGHT).build();
        scorer.write(rollout);
        scorer.write(tokenRewards(rollout, 0.8f).build());

        ScoredRollout scored = scorer.read(scorer.topics.scoredRollouts()).get(0);
        assertThat(scored.getCorrect()).isTrue();
        assertThat(scored.getExtractedAnswer()).isEqualTo("24");
        assertThat(scored.getRewards()).hasSize(tokens(RIGHT).size()).allSatisfy(r -> assertThat(r)
                .isCloseTo(0.3f, within()));
        assertThat(scored.getTargetTokens()).isEqualTo(rollout.getAnswerTokens());
        assertThat(scored.getTargetWeights()).hasSize(tokens(RIGHT).size()).containsOnly(0.5f);
        assertThat(scored.getEdits()).isEmpty();
        assertThat(scored.getRollout()).isEqualTo(rollout);
        assertThat(scored.getScoredAt()).isEqualTo(clock.millis());
        assertThat(scorer.waiting()).isZero();
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.api.Assertions.within(1e-6f);
    }

    @Test
    void aWrongAnswerHasItsRewriteAsTargetAndEditedTokensWeighMore() {
        Rollout rollout = rollout("r1", WRONG).build();
        scorer.write(rollout);
        scorer.write(tokenRewards(rollout, 0.45f).build());
        assertThat(scorer.read(scorer.topics.scoredRollouts())).isEmpty();
        scorer.write(rewrite(rollout, RIGHT, new Edit(EditKind.SUBSTITUTE, 5, 5), new Edit(EditKind.SUBSTITUTE, 12, 12))
                .build());

        ScoredRollout scored = scorer.read(scorer.topics.scoredRollouts()).get(0);
        assertThat(scored.getCorrect()).isFalse();
        assertThat(scored.getRewards()).allSatisfy(r -> assertThat(r).isCloseTo(-0.05f, within()));
        assertThat(scored.getTargetTokens()).isEqualTo(tokens(RIGHT));
        assertThat(scored.getTargetWeights())
                .containsExactly(.5f, .5f, .5f, .5f, .5f, 1f, .5f, .5f, .5f, .5f, .5f, .5f, 1f, .5f);
        assertThat(scored.getEdits()).hasSize(2);
        assertThat(scorer.waiting()).isZero();
    }

    @Test
    void aRewriteAndTokenRewardsThatComeBeforeTheirRolloutAreJoined() {
        Rollout rollout = rollout("r1", WRONG).build();
        scorer.write(
                rewrite(rollout, RIGHT, new Edit(EditKind.SUBSTITUTE, 5, 5)).build());
        scorer.write(tokenRewards(rollout, 0.2f).build());
        assertThat(scorer.waiting()).isOne();
        scorer.write(rollout);

        assertThat(scorer.read(scorer.topics.scoredRollouts())).hasSize(1);
        assertThat(scorer.waiting()).isZero();
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
                        "it is too long for the reward model",
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
    void theTokenRewardsAndTheRewriteDecideTheOutcome(
            String why,
            Rollout rollout,
            TokenRewards tokenRewards,
            @Nullable Rewrite rewrite,
            @Nullable RejectionReason reason) {
        scorer.write(rollout);
        scorer.write(tokenRewards);
        if (rewrite != null) {
            scorer.write(rewrite);
        }
        assertThat(scorer.rejections()).isEqualTo(reason == null ? List.of() : List.of(reason));
        assertThat(scorer.read(scorer.topics.scoredRollouts())).hasSize(reason == null ? 1 : 0);
        assertThat(scorer.waiting()).isZero();
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
                        "no answer rule is known for its task",
                        rollout("r1", RIGHT)
                                .setQuestion(question().setTask("poetry").build()),
                        RejectionReason.MALFORMED,
                        null),
                Arguments.of(
                        "its question has no gold answer",
                        rollout("r1", RIGHT).setQuestion(question().setGold(" ").build()),
                        RejectionReason.MALFORMED,
                        false),
                Arguments.of("its id is too long", rollout("r".repeat(501), RIGHT), RejectionReason.MALFORMED, true),
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
    void aRolloutIsRefusedWithoutItsOtherParts(
            String why, Rollout.Builder rollout, RejectionReason reason, @Nullable Boolean correct) {
        scorer.write(rollout.build());

        RejectedRollout rejected = scorer.read(scorer.topics.rejectedRollouts()).get(0);
        assertThat(rejected.getReason()).isEqualTo(reason);
        assertThat(rejected.getCorrect()).isEqualTo(correct);
        assertThat(rejected.getStage()).isEqualTo("scorer");
        assertThat(rejected.getSource()).isEqualTo("arithmetic");
        assertThat(rejected.getDetail()).endsWith(".");
        assertThat(scorer.waiting()).isZero();
    }

    @Test
    void everyEvaluationAnswerGetsAVerdict() {
        scorer.write(
                scorer.topics.evaluationRollouts(), "e1", rollout("e1", RIGHT).build());
        scorer.write(
                scorer.topics.evaluationRollouts(), "e2", rollout("e2", WRONG).build());
        scorer.write(
                scorer.topics.evaluationRollouts(),
                "e3",
                rollout("e3", RIGHT).setFinishReason(FinishReason.LENGTH).build());
        scorer.write(
                scorer.topics.evaluationRollouts(),
                "e4",
                rollout("e4", RIGHT)
                        .setQuestion(question().setTask("poetry").build())
                        .build());

        assertThat(scorer.read(scorer.topics.evaluationVerdicts()))
                .extracting(Verdict::getRolloutId, Verdict::getCorrect, Verdict::getExtractedAnswer)
                .containsExactly(
                        tuple("e1", true, "24"),
                        tuple("e2", false, "25"),
                        tuple("e3", false, "24"),
                        tuple("e4", false, null));
    }

    @Test
    void noNodeHasAGeneratedName() {
        assertThat(scorer.description())
                .doesNotContain("KSTREAM")
                .contains("read-rollouts", "decode-token-rewards", "join-scores", "judge-evaluations");
    }
}
