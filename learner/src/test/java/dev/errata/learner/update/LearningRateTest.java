package dev.errata.learner.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    private final LearningRate rate = new LearningRate(5e-4, 20, 2000);

    @Test
    void theRateRisesLinearlyToThePeak() {
        assertThat(rate.at(1)).isCloseTo(2.5e-5, within(1e-12));
        assertThat(rate.at(10)).isCloseTo(2.5e-4, within(1e-12));
        assertThat(rate.at(20)).isCloseTo(5e-4, within(1e-12));
    }

    @Test
    void theRateFallsAlongACosineToATenthAndStaysThere() {
        assertThat(rate.at(1010)).isCloseTo(5e-4 * 0.55, within(1e-12));
        assertThat(rate.at(2000)).isCloseTo(5e-5, within(1e-12));
        assertThat(rate.at(9000)).isCloseTo(5e-5, within(1e-12));
    }

    @Test
    void withoutWarmUpTheRateBeginsNearThePeak() {
        assertThat(new LearningRate(1, 0, 100).at(1)).isCloseTo(1, within(1e-3));
    }

    @Test
    void aScheduleThatCannotBeFollowedIsRefused() {
        assertThatThrownBy(() -> new LearningRate(0, 1, 2)).hasMessageContaining("learner.learning-rate");
        assertThatThrownBy(() -> new LearningRate(1, 20, 20)).hasMessageContaining("learner.total-updates");
    }
}
