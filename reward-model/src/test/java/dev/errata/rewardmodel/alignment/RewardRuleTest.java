package dev.errata.rewardmodel.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.RewardKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardRuleTest {

    private static final Judgment RIGHT = new Judgment(true, null);
    private static final Judgment WRONG = new Judgment(false, null);
    private static final List<Float> PROBABILITIES = List.of(0.9f, 0.45f, 0.1f, 0.2f, 0.45f);

    @Test
    void tokenRewardsFollowTheTokenRule() {
        TokenRewardRule tokens = TokenRewardRule.defaults();
        assertThat(RewardRule.defaults().rewards(PROBABILITIES, 5, WRONG))
                .containsExactly(tokens.rewards(PROBABILITIES, false));
    }

    @Test
    void instanceRewardsAreOneOrMinusOneForAnyProbabilities() {
        RewardRule rule = new RewardRule(RewardKind.INSTANCE, TokenRewardRule.defaults());
        assertThat(rule.rewards(List.of(), 3, RIGHT)).containsExactly(1, 1, 1);
        assertThat(rule.rewards(List.of(), 3, WRONG)).containsExactly(-1, -1, -1);
        assertThat(rule.asksRewardModel()).isFalse();
    }

    /** By hand: 2 * 0.75 - 1 = 0.5, 2 * 0 - 1 = -1, 2 * 1 - 1 = 1. */
    @Test
    void aScoreIsStretchedToMinusOneToOneWhateverTheAnswerCountsAs() {
        RewardRule rule = new RewardRule(RewardKind.INSTANCE, TokenRewardRule.defaults());
        assertThat(rule.rewards(List.of(), 2, new Judgment(false, null, null, 0.75)))
                .containsExactly(0.5f, 0.5f);
        assertThat(rule.rewards(List.of(), 1, new Judgment(true, null, null, 0.75)))
                .containsExactly(0.5f);
        assertThat(rule.rewards(List.of(), 1, new Judgment(false, null, null, 0.0)))
                .containsExactly(-1);
        assertThat(rule.rewards(List.of(), 1, new Judgment(true, null, null, 1.0)))
                .containsExactly(1);
    }

    @Test
    void instanceRewardsWithRewritesAreAlphaAndBeta() {
        RewardRule rule = new RewardRule(RewardKind.INSTANCE_WITH_REWRITE, new TokenRewardRule(-0.2, 0.4, false));
        assertThat(rule.rewards(PROBABILITIES, 5, RIGHT)).containsExactly(.4f, .4f, .4f, .4f, .4f);
        assertThat(rule.rewards(PROBABILITIES, 5, WRONG)).containsExactly(-.2f, -.2f, -.2f, -.2f, -.2f);
        assertThat(rule.asksRewardModel()).isTrue();
    }

    /** By hand: the first p below 0.4 is at t = 2. */
    @Test
    void withUntilFirstErrorLaterTokensOfAWrongAnswerHaveRewardZero() {
        TokenRewardRule rule = new TokenRewardRule(-0.1, 0.5, true);
        float[] rewards = rule.rewards(PROBABILITIES, false);
        assertThat(rewards)
                .containsExactly(new float[] {0, -0.05f, -0.1f, 0, 0}, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(rule.rewards(PROBABILITIES, true))
                .containsExactly(TokenRewardRule.defaults().rewards(PROBABILITIES, true));
        List<Float> noError = List.of(0.45f, 0.4f, 0.45f);
        assertThat(rule.rewards(noError, false))
                .containsExactly(TokenRewardRule.defaults().rewards(noError, false));
    }

    @Test
    void untilFirstErrorWithoutTokenRewardsIsRefused() {
        TokenRewardRule untilFirstError = new TokenRewardRule(-0.1, 0.5, true);
        assertThatThrownBy(() -> new RewardRule(RewardKind.INSTANCE, untilFirstError))
                .hasMessageContaining("scorer.until-first-error");
    }
}
