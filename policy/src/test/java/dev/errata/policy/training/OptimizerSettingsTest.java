package dev.errata.policy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "1,    0.98, 1e-8,     0,        1,    beta1 is 1.0",
        "-0.1, 0.98, 1e-8,     0,        1,    beta1 is -0.1",
        "NaN,  0.98, 1e-8,     0,        1,    beta1 is NaN",
        "0.9,  1.5,  1e-8,     0,        1,    beta2 is 1.5",
        "0.9,  NaN,  1e-8,     0,        1,    beta2 is NaN",
        "0.9,  0.98, 0,        0,        1,    epsilon is 0.0",
        "0.9,  0.98, -1e-8,    0,        1,    epsilon is -1.0E-8",
        "0.9,  0.98, Infinity, 0,        1,    epsilon is Infinity",
        "0.9,  0.98, 1e-8,     -0.1,     1,    weight decay is -0.1",
        "0.9,  0.98, 1e-8,     NaN,      1,    weight decay is NaN",
        "0.9,  0.98, 1e-8,     Infinity, 1,    weight decay is Infinity",
        "0.9,  0.98, 1e-8,     0,        -1,   clip norm is -1.0",
        "0.9,  0.98, 1e-8,     0,        NaN,  clip norm is NaN"
    })
    void aSettingThatMakesAStepImpossibleIsRefused(
            double beta1, double beta2, double epsilon, double weightDecay, double clipNorm, String words) {
        assertThatThrownBy(() -> new OptimizerSettings(beta1, beta2, epsilon, weightDecay, clipNorm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words + " but must be ")
                .hasMessageEndingWith(".");
    }

    @Test
    void settingsWithoutMomentsDecayAndClippingAreValid() {
        assertThat(new OptimizerSettings(0, 0, 1e-8, 0, 0).clipNorm()).isZero();
    }
}
