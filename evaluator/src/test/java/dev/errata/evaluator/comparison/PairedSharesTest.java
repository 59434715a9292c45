package dev.errata.evaluator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedSharesTest {

    /** Of the 16 signs of four differences of 0.5, two are as far from zero as all of one sign: 2/16. */
    @Test
    void thePValueIsTheShareOfSignsThatGiveALargerSum() {
        double[] differences = {0.5, 0.5, 0.5, 0.5, 0, 0};

        assertThat(new PairedShares(differences).permutationP()).isCloseTo(0.125, within(0.01));
    }

    /** Mean 0.25, standard deviation 0.28868, t of 3 degrees of freedom 3.18245. */
    @Test
    void theIntervalIsStudentsOverQuestions() {
        PairedShares shares = new PairedShares(new double[] {0.5, 0, 0.5, 0});

        assertThat(shares.difference()).isEqualTo(0.25);
        assertThat(shares.interval()[0]).isCloseTo(0.25 - 3.18245 * 0.288675 / 2, within(1e-5));
        assertThat(shares.interval()[1]).isCloseTo(0.25 + 3.18245 * 0.288675 / 2, within(1e-5));
    }

    @Test
    void equalSharesShowNoDifference() {
        PairedShares equal = new PairedShares(new double[10]);

        assertThat(equal.permutationP()).isEqualTo(1);
        assertThat(equal.interval()).containsExactly(0, 0);
        assertThat(new PairedShares(new double[1]).interval()).containsExactly(-1, 1);
    }

    /** Each policy has four answers to each of 200 questions; in 150 trials 5 % of 7.5 false alarms are expected. */
    @Test
    void equalPoliciesDifferSignificantlyInAboutFiveOfAHundredTrials() {
        SplittableRandom random = new SplittableRandom(3);
        long alarms = IntStream.range(0, 150)
                .filter(trial -> new PairedShares(differences(random)).permutationP() < 0.05)
                .count();

        assertThat(alarms).isBetween(1L, 16L);
    }

    private static double[] differences(SplittableRandom random) {
        double[] differences = new double[200];
        Arrays.setAll(differences, question -> {
            double difficulty = random.nextDouble();
            double first = share(difficulty, random);
            double second = share(difficulty, random);
            return second - first;
        });
        return differences;
    }

    private static double share(double difficulty, SplittableRandom random) {
        return IntStream.range(0, 4)
                        .filter(sample -> random.nextDouble() < difficulty)
                        .count()
                / 4.0;
    }
}
