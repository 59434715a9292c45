package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RmsNormTest {

    private static final double EPSILON = 1e-3;
    private static final double STEP = 1e-4;

    /** Offset of the rows in their arrays. */
    private static final int AT = 5;

    /** A row x, its scale s and a gradient dy of its norm, padded with zeros; no numbers follow dy. */
    private static final class Case {

        final Random random;
        final int width;
        final int stride;
        final RmsNorm norm;
        final float[] x;
        final float[] scale;
        final float[] gradient;

        Case(int width) {
            this.width = width;
            random = new Random(width);
            ModelConfig config = new ModelConfig("llama", width, 1, 1, 1, 8, 8, 16, 64, 10_000, EPSILON, true, false);
            norm = new RmsNorm(config);
            stride = RmsNorm.stride(config);
            x = padded(AT);
            scale = padded(0);
            gradient = padded(AT);
        }

        private float[] padded(int at) {
            float[] numbers = new float[at + stride + 3];
            Arrays.fill(numbers, Float.NaN);
            Arrays.fill(numbers, at, at + stride, 0);
            Gaussians.fill(random, numbers, at, at + width);
            return numbers;
        }

        double[] x() {
            double[] numbers = new double[width];
            for (int d = 0; d < width; d++) {
                numbers[d] = x[AT + d];
            }
            return numbers;
        }

        /** x s / sqrt(mean(x^2) + epsilon). */
        double[] normed(double[] x) {
            double squares = Arrays.stream(x).map(number -> number * number).sum();
            double[] y = new double[width];
            for (int d = 0; d < width; d++) {
                y[d] = x[d] * scale[d] / Math.sqrt(squares / width + EPSILON);
            }
            return y;
        }

        /** sum dy y, whose gradient with respect to x is dx. */
        double loss(double[] x) {
            double[] y = normed(x);
            double sum = 0;
            for (int d = 0; d < width; d++) {
                sum += gradient[AT + d] * y[d];
            }
            return sum;
        }

        double difference(int d) {
            double[] above = x();
            double[] below = x();
            above[d] += STEP;
            below[d] -= STEP;
            return (loss(above) - loss(below)) / (2 * STEP);
        }
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {1, 2, 15, 16, 17, 48, 50, 100})
    void aRowIsDividedByItsRootMeanSquareAndScaled(int width) {
        Case one = new Case(width);
        float[] out = new float[AT + one.stride];
        Arrays.fill(out, 7);
        one.norm.apply(one.x, AT, one.scale, out, AT);
        double[] expected = one.normed(one.x());
        for (int d = 0; d < width; d++) {
            assertThat((double) out[AT + d]).isCloseTo(expected[d], within(1e-6 * (1 + Math.abs(expected[d]))));
        }
        assertThat(Arrays.copyOfRange(out, AT + width, out.length)).isEqualTo(new float[one.stride - width]);
        assertThat(Arrays.copyOf(out, AT)).containsOnly(7);
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {1, 2, 15, 16, 17, 48, 50, 100})
    void theInputGradientAgreesWithFiniteDifferencesAndIsAdded(int width) {
        Case one = new Case(width);
        float[] before = new float[AT + one.stride];
        Gaussians.fill(one.random, before, 0, AT + width);
        float[] sum = before.clone();
        one.norm.addInputGradient(
                new Matrix(one.x, AT, one.stride), new Matrix(one.gradient, AT, one.stride), one.scale, sum, AT);
        for (int d = 0; d < width; d++) {
            assertThat((double) sum[AT + d]).isCloseTo(before[AT + d] + one.difference(d), within(3e-6));
        }
        assertThat(Arrays.copyOfRange(sum, AT + width, sum.length)).isEqualTo(new float[one.stride - width]);
        assertThat(Arrays.copyOf(sum, AT)).isEqualTo(Arrays.copyOf(before, AT));
    }
}
