package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.ScoredRollout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scores by the verdict alone, without a reward model. */
class InstanceRewardsTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private final ScoringDriver scoring = new ScoringDriver(
            Fixtures.rules(new RewardRule(RewardKind.INSTANCE, TokenRewardRule.defaults()), clock), clock);

    @AfterEach
    void stop() {
        scoring.close();
    }

    @Test
    void aRightAnswerIsScoredAtOnceAndIsItsOwnTarget() {
        scoring.write(rollout("q/0/1#0", RIGHT).build());
        ScoredRollout scored = scoring.read(scoring.topics.scoredRollouts()).get(0);
        assertThat(scored.getRewardKind()).isEqualTo(RewardKind.INSTANCE);
        assertThat(scored.getCorrect()).isTrue();
        assertThat(scored.getRewards()).hasSize(tokens(RIGHT).size()).containsOnly(1f);
        assertThat(scored.getTargetTokens()).isEqualTo(tokens(RIGHT));
        assertThat(scored.getTargetWeights()).hasSize(tokens(RIGHT).size());
        assertThat(scored.getProbabilities()).isEmpty();
        assertThat(scored.getRewardModelVersion()).isEmpty();
        assertThat(scored.getGroup()).isNull();
    }

    @Test
    void aWrongAnswerIsScoredAtOnceAndHasNoTarget() {
        scoring.write(rollout("q/0/1#0", WRONG).build());
        ScoredRollout scored = scoring.read(scoring.topics.scoredRollouts()).get(0);
        assertThat(scored.getCorrect()).isFalse();
        assertThat(scored.getRewards()).hasSize(tokens(WRONG).size()).containsOnly(-1f);
        assertThat(scored.getTargetTokens()).isEmpty();
        assertThat(scored.getTargetWeights()).isEmpty();
    }

    @Test
    void aRepeatedAnswerIsScored() {
        scoring.write(
                rollout("q/0/1#1", RIGHT).setSampleIndex(1).setDuplicateOf(0).build());
        assertThat(scoring.read(scoring.topics.scoredRollouts())).hasSize(1);
    }

    @Test
    void anUnfinishedAnswerIsStillRejected() {
        scoring.write(
                rollout("q/0/1#0", RIGHT).setFinishReason(FinishReason.LENGTH).build());
        assertThat(scoring.read(scoring.topics.rejectedRollouts()))
                .extracting(RejectedRollout::getReason)
                .containsExactly(RejectionReason.UNFINISHED);
    }
}
