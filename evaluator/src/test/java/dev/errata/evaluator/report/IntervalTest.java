package dev.errata.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** z² = 3.841459; for 0 of n the upper end is z²/(n + z²), for n of n the lower end is n/(n + z²). */
    @ParameterizedTest(name = "{0} of {1} -> [{2}, {3}]")
    @CsvSource({
        "0.0,  10, 0.0,      0.277533",
        "1.0,  10, 0.722467, 1.0",
        "0.5,  10, 0.236593, 0.763407",
        "0.5, 100, 0.403832, 0.596168",
    })
    void theIntervalFollowsTheWilsonFormula(double share, int n, double low, double high) {
        Interval interval = Interval.wilson(share, n);

        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void aShareOfZeroQuestionsIsRefused() {
        assertThatThrownBy(() -> Interval.wilson(0.5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.wilson(Double.NaN, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
