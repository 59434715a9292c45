package dev.errata.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
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

    @Test
    void withOneAnswerToEachQuestionTheIntervalOverQuestionsIsWilsons() {
        double[] shares = {1, 0, 0, 1, 1, 0, 1, 1, 0, 0};

        Interval interval = Interval.overQuestions(shares, 1);

        assertThat(interval.low()).isCloseTo(0.236593, within(1e-6));
        assertThat(interval.high()).isCloseTo(0.763407, within(1e-6));
    }

    @Test
    void questionsThatAreAlwaysOrNeverRightCountOnceHoweverManyAnswersTheyHave() {
        double[] shares = {1, 0, 1, 0};

        assertThat(Interval.overQuestions(shares, 100)).isEqualTo(Interval.wilson(0.5, 4));
        assertThat(Interval.overQuestions(new double[] {1, 1}, 100)).isEqualTo(Interval.wilson(1, 2));
    }

    @Test
    void equallyDifficultQuestionsCountAsManyAsTheirAnswers() {
        assertThat(Interval.overQuestions(new double[] {0.5, 0.5, 0.5}, 4)).isEqualTo(Interval.wilson(0.5, 12));
    }

    /** Difficulties from 0 to 1 and four answers to each of 300 questions: the mean share lies in 95 % of intervals. */
    @Test
    void theIntervalOverQuestionsCoversTheMeanAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(7);
        int covered = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            double[] shares = new double[300];
            for (int i = 0; i < shares.length; i++) {
                double difficulty = Math.pow(random.nextDouble(), 2);
                int right = 0;
                for (int sample = 0; sample < 4; sample++) {
                    right += random.nextDouble() < difficulty ? 1 : 0;
                }
                shares[i] = right / 4.0;
            }
            Interval interval = Interval.overQuestions(shares, 4);
            covered += interval.low() <= 1 / 3.0 && 1 / 3.0 <= interval.high() ? 1 : 0;
        }
        assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
    }
}
