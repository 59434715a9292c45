package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

    /** By hand: mean 0.70, squares 0.0002, sd 0.01; Student's t(0.975, 2) = 4.302653 (any table): half 0.0248414. */
    @Test
    void threeSeedsHaveStudentsInterval() {
        Estimate estimate = Estimate.of(0.69, 0.70, 0.71);
        assertThat(estimate.mean()).isCloseTo(0.70, within(1e-12));
        assertThat(estimate.deviation()).isCloseTo(0.01, within(1e-12));
        assertThat(estimate.half()).isCloseTo(0.0248414, within(1e-6));
        assertThat(estimate.percent()).isEqualTo("70.0 ± 2.5");
    }

    @Test
    void oneSeedHasNoInterval() {
        Estimate estimate = Estimate.of(0.5);
        assertThat(estimate.half()).isNaN();
        assertThat(estimate.percent()).isEqualTo("50.0");
    }

    @Test
    void aMissingFigureIsAnEmptyCell() {
        assertThat(Estimate.of().percent()).isEmpty();
    }
}
