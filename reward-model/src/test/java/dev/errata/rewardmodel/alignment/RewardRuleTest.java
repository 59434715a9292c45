package dev.errata.rewardmodel.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.RewardKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardRuleTest {

    private static final List<Float> PROBABILITIES = List.of(0.9f, 0.45f, 0.1f, 0.2f, 0.45f);

    @Test
    void tokenRewardsFollowTheTokenRule() {
        TokenRewardRule tokens = TokenRewardRule.defaults();
        assertThat(RewardRule.defaults().rewards(PROBABILITIES, 5, false))
                .containsExactly(tokens.rewards(PROBABILITIES, false));
    }

    @Test
    void instanceRewardsAreOneOrMinusOneForAnyProbabilities() {
        RewardRule rule = new RewardRule(RewardKind.INSTANCE, TokenRewardRule.defaults());
        assertThat(rule.rewards(List.of(), 3, true)).containsExactly(1, 1, 1);
        assertThat(rule.rewards(List.of(), 3, false)).containsExactly(-1, -1, -1);
        assertThat(rule.asksRewardModel()).isFalse();
    }

    @Test
    void instanceRewardsWithRewritesAreAlphaAndBeta() {
        RewardRule rule = new RewardRule(RewardKind.INSTANCE_WITH_REWRITE, new TokenRewardRule(-0.2, 0.4, false));
        assertThat(rule.rewards(PROBABILITIES, 5, true)).containsExactly(.4f, .4f, .4f, .4f, .4f);
        assertThat(rule.rewards(PROBABILITIES, 5, false)).containsExactly(-.2f, -.2f, -.2f, -.2f, -.2f);
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
