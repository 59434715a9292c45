package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwiGluTest {

    private static final double STEP = 1e-4;

    /** Offset of the rows in their arrays. */
    private static final int AT = 3;

    /** A row of gates and ups, behind which come other numbers. */
    private static final class Case {

        final Random random;
        final int width;
        final SwiGlu gate;
        final float[] gateUp;
        final float[] gradient;

        Case(int width) {
            this.width = width;
            random = new Random(width);
            gate = new SwiGlu(width);
            gateUp = Gaussians.of(random, AT + 2 * width + Product.COLUMNS);
            for (int f = 0; f < width; f += 3) {
                // SiLU is flat at very negative gates and linear at very positive ones; both are covered.
                gateUp[AT + f] *= f % 2 == 0 ? 4 : 40;
            }
            gradient = Gaussians.of(random, AT + gate.stride());
        }

        double gate(int f) {
            return gateUp[AT + f];
        }

        double up(int f) {
            return gateUp[AT + width + f];
        }
    }

    /** g u / (1 + e^-g). */
    private static double gated(double gate, double up) {
        return gate * up / (1 + Math.exp(-gate));
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {1, 7, 15, 16, 17, 37, 48, 49, 70})
    void everyUpIsGatedAndPaddedWithZeros(int width) {
        Case one = new Case(width);
        float[] before = one.gateUp.clone();
        float[] out = new float[AT + one.gate.stride()];
        Arrays.fill(out, 7);
        one.gate.apply(one.gateUp, AT, out, AT);
        for (int f = 0; f < width; f++) {
            double expected = gated(one.gate(f), one.up(f));
            assertThat((double) out[AT + f]).isCloseTo(expected, within(1e-6 * Math.max(0.01, Math.abs(expected))));
        }
        assertThat(Arrays.copyOfRange(out, AT + width, out.length)).isEqualTo(new float[one.gate.stride() - width]);
        assertThat(Arrays.copyOf(out, AT)).containsOnly(7);
        assertThat(one.gateUp).containsExactly(before);
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {1, 7, 15, 16, 17, 37, 48, 49, 70})
    void theGradientsAgreeWithFiniteDifferences(int width) {
        Case one = new Case(width);
        float[] found = one.gateUp.clone();
        one.gate.replaceByGradients(found, AT, one.gradient, AT);
        for (int f = 0; f < width; f++) {
            double dy = one.gradient[AT + f];
            double byGate = gated(one.gate(f) + STEP, one.up(f)) - gated(one.gate(f) - STEP, one.up(f));
            double byUp = gated(one.gate(f), one.up(f) + STEP) - gated(one.gate(f), one.up(f) - STEP);
            assertThat((double) found[AT + f]).isCloseTo(dy * byGate / (2 * STEP), within(2e-6));
            double expected = dy * byUp / (2 * STEP);
            assertThat((double) found[AT + width + f]).isCloseTo(expected, within(2e-6 * (1 + Math.abs(expected))));
        }
        int end = AT + 2 * width;
        assertThat(Arrays.copyOfRange(found, end, found.length))
                .isEqualTo(Arrays.copyOfRange(one.gateUp, end, found.length));
        assertThat(Arrays.copyOf(found, AT)).isEqualTo(Arrays.copyOf(one.gateUp, AT));
    }
}
