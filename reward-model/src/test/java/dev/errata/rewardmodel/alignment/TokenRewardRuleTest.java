package dev.errata.rewardmodel.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRewardRuleTest {

    @ParameterizedTest(name = "correct {0}, p {1}: reward {2}")
    @CsvSource({
        "true, 0.0, 0",
        "true, 0.5, 0",
        "true, 0.8, 0.3",
        "true, 1.0, 0.5",
        "false, 1.0, 0",
        "false, 0.5, 0",
        "false, 0.45, -0.05",
        "false, 0.4, -0.1",
        "false, 0.0, -0.1",
    })
    void theGoldenTableHolds(boolean correct, float p, float reward) {
        assertThat(TokenRewardRule.defaults().rewards(List.of(p), correct)[0]).isEqualTo(reward, within(1e-6f));
    }

    @Test
    void alphaAndBetaAreSettings() {
        TokenRewardRule rule = new TokenRewardRule(-0.5, 0, false);
        assertThat(rule.rewards(List.of(0.1f, 0.9f), false)).containsExactly(-0.4f, 0f);
        assertThat(rule.rewards(List.of(0.1f, 0.9f), true)).containsExactly(0f, 0f);
    }

    @Test
    void anAlphaOrBetaOfTheWrongSignIsRefused() {
        assertThatThrownBy(() -> new TokenRewardRule(0.1, 0.5, false)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new TokenRewardRule(Double.NaN, 0.5, false)).hasMessageContaining("alpha");
    }
}
