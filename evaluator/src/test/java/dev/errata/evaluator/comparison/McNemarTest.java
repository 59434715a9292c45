package dev.errata.evaluator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    /** By hand from powers of two: for b = 1 and c = 5, 2 (1 + 6) / 64 - 6 / 64 = 8 / 64. */
    @ParameterizedTest(name = "{0} against {1}: p = {2}")
    @CsvSource({
        "0, 0, 1",
        "1, 0, 0.5",
        "5, 0, 0.03125",
        "0, 5, 0.03125",
        "1, 5, 0.125",
        "5, 1, 0.125",
        "1, 1, 1",
        "2, 2, 1"
    })
    void thePValueFollowsTheFormula(int onlySecond, int onlyFirst, double p) {
        assertThat(new McNemar(onlySecond, onlyFirst, 100).midP()).isCloseTo(p, within(1e-12));
    }

    /** z = 100 / √1000 = 3.16; the normal distribution gives 0.00157. */
    @Test
    void withManyDiscordantPairsThePValueIsThatOfTheNormalDistribution() {
        assertThat(new McNemar(550, 450, 5_000).midP()).isCloseTo(0.00157, within(2e-4));
    }

    /** p₁ = 13/102, p₂ = 5/102: 0.078431 ± 1.959964 √((18/102 - 0.078431²) / 102). */
    @Test
    void theIntervalFollowsTheFormulaOfBonettAndPrice() {
        McNemar test = new McNemar(12, 4, 100);

        assertThat(test.difference()).isEqualTo(0.08);
        assertThat(test.interval()[0]).isCloseTo(-0.001659, within(1e-6));
        assertThat(test.interval()[1]).isCloseTo(0.158522, within(1e-6));
    }

    @Test
    void policiesThatNoQuestionTellsApartHaveAnIntervalAroundZero() {
        double[] ends = new McNemar(0, 0, 1_000).interval();

        assertThat(ends[0]).isCloseTo(-0.00277, within(1e-4));
        assertThat(ends[1]).isCloseTo(0.00277, within(1e-4));
    }
}
