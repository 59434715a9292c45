package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares the results of a script with those of the plain loops. */
final class Agreement {

    private Agreement() {}

    static void of(ObjectiveScript.Outcome script, ObjectiveOracle.Outcome oracle) {
        assertThat(script.loss()).as("loss").isCloseTo(oracle.loss(), within(tolerance(oracle.loss())));
        term(script, "train/policy_loss", oracle.policyLoss());
        term(script, "train/imitation_loss", oracle.imitationLoss());
        for (int t = 0; t < oracle.gradient().length; t++) {
            double expected = oracle.gradient()[t];
            assertThat((double) script.gradient()[t])
                    .as("gradient of token " + t)
                    .isCloseTo(expected, within(tolerance(expected)));
        }
    }

    /** A term that the objective does not have is not returned; the plain loops then give exactly 0. */
    static void term(ObjectiveScript.Outcome script, String name, double expected) {
        if (!script.declares(name)) {
            assertThat(expected).as(name).isZero();
            return;
        }
        double value = script.returned().getOrDefault(name, Double.NaN);
        assertThat(value).as(name).isCloseTo(expected, within(tolerance(expected)));
    }

    static double[] wide(float[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    /** fp32 against double: exp of a difference of 20 turns an error of 1e-6 in it into 1e-5 of the result. */
    private static double tolerance(double expected) {
        return 1e-5 + 3e-5 * Math.abs(expected);
    }
}
