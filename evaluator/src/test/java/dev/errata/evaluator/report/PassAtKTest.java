package dev.errata.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.schemas.PassAt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassAtKTest {

    /** By hand: 1 - C(n-c,k)/C(n,k); the last is 1 - (2·1)/(5·4). */
    @ParameterizedTest(name = "{1} of {0} right, k = {2}")
    @CsvSource({
        "4, 0, 1, 0",
        "4, 4, 1, 1",
        "4, 1, 1, 0.25",
        "4, 1, 2, 0.5",
        "4, 2, 2, 0.8333333333",
        "4, 2, 3, 1",
        "10, 3, 10, 1",
        "10, 0, 10, 0",
        "5, 3, 2, 0.9"
    })
    void theEstimateFollowsTheFormula(int n, int c, int k, double expected) {
        assertThat(PassAtK.estimate(n, c, k)).isCloseTo(expected, within(1e-9));
    }

    /** E[estimate] = 1 - (1-p)^k, summed over the binomial distribution of c. */
    @ParameterizedTest
    @CsvSource({"0.1, 8, 1", "0.1, 8, 4", "0.5, 20, 7", "0.9, 5, 5", "0.01, 200, 100"})
    void theEstimateIsUnbiased(double p, int n, int k) {
        BinomialDistribution right = BinomialDistribution.of(n, p);
        double mean = IntStream.rangeClosed(0, n)
                .mapToDouble(c -> right.probability(c) * PassAtK.estimate(n, c, k))
                .sum();

        assertThat(mean).isCloseTo(1 - Math.pow(1 - p, k), within(1e-9));
    }

    @Test
    void passAtOneIsTheMeanShareAndPassAtAllTheShareOfQuestionsWithARightAnswer() {
        int[] right = {0, 1, 2, 4};

        PassAt one = PassAtK.over(right, 4, 1);
        PassAt all = PassAtK.over(right, 4, 4);

        assertThat(one.getShare()).isCloseTo(7 / 16.0, within(1e-12));
        assertThat(all.getShare()).isEqualTo(0.75);
        assertThat(all.getIntervalLow()).isEqualTo(Interval.wilson(0.75, 4).low());
        assertThat(all.getIntervalHigh()).isEqualTo(Interval.wilson(0.75, 4).high());
    }

    @Test
    void moreThanAllAnswersAreRefused() {
        assertThatThrownBy(() -> PassAtK.estimate(4, 1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PassAtK.estimate(4, 5, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
