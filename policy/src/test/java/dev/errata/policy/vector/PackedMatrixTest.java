package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedMatrixTest {

    /** A sum of 70 products in fp32, as a share of the sum of their sizes. */
    private static final double TOLERANCE = 1e-6;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /** A weight [M, K] of random shape, and rows to multiply it with, as their stride lays them out. */
    private static final class Case {

        final Random random;
        final int outputs;
        final int inputs;
        final int rows;
        final int stride;
        final float[] weight;
        final float[] x;
        final PackedMatrix matrix;

        Case(long seed) {
            random = new Random(seed);
            outputs = 1 + random.nextInt(4 * Product.COLUMNS);
            inputs = 1 + random.nextInt(70);
            rows = 1 + random.nextInt(9);
            stride = inputs + random.nextInt(6);
            weight = gaussians(outputs * inputs);
            matrix = new PackedMatrix(outputs, inputs);
            matrix.pack(weight, inputs, 0, matrix.panels());
            x = gaussians(room() * stride);
            // The contents of the spare rows are ignored.
            Arrays.fill(x, rows * stride, x.length, Float.NaN);
        }

        int room() {
            return roomFor(rows);
        }

        void addProduct(float[] left, int leftStride, int count, float[] out) {
            matrix.addTo(new Product().left(left, 0, leftStride).into(out, 0, matrix.stride()), count);
        }

        float[] gaussians(int count) {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (float) random.nextGaussian();
            }
            return numbers;
        }
    }

    private static int roomFor(int rows) {
        return Simd.roundUp(rows, Product.ROWS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theProductIsAddedToTheExistingNumbers(long seed) {
        Case one = new Case(seed);
        int wide = one.matrix.stride();
        float[] before = one.gaussians(one.room() * wide);
        float[] out = before.clone();
        one.addProduct(one.x, one.stride, one.rows, out);
        for (int row = 0; row < one.rows; row++) {
            for (int m = 0; m < one.outputs; m++) {
                double sum = before[row * wide + m];
                double size = Math.abs(sum);
                for (int k = 0; k < one.inputs; k++) {
                    double product = (double) one.x[row * one.stride + k] * one.weight[m * one.inputs + k];
                    sum += product;
                    size += Math.abs(product);
                }
                assertThat((double) out[row * wide + m])
                        .as("row %d, output %d", row, m)
                        .isCloseTo(sum, within(TOLERANCE * size));
            }
        }
    }

    /** The residual stream relies on it: its padding stays zero, so a norm may sum over it. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsAddedBehindTheLastOutput(long seed) {
        Case one = new Case(seed);
        int wide = one.matrix.stride();
        float[] out = new float[one.room() * wide];
        one.addProduct(one.x, one.stride, one.rows, out);
        assertThat(wide).isBetween(one.outputs, one.outputs + Product.COLUMNS - 1);
        for (int row = 0; row < one.rows; row++) {
            assertThat(Arrays.copyOfRange(out, row * wide + one.outputs, (row + 1) * wide))
                    .isEqualTo(new float[wide - one.outputs]);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRowHasTheSameBitsAtAnyIndexOfAnyBatch(long seed) {
        Case one = new Case(seed);
        int wide = one.matrix.stride();
        float[] together = new float[one.room() * wide];
        one.addProduct(one.x, one.stride, one.rows, together);
        for (int row = 0; row < one.rows; row++) {
            float[] expected = Arrays.copyOfRange(together, row * wide, row * wide + one.outputs);
            for (int place = 0; place < 5; place++) {
                float[] others = one.gaussians(roomFor(place + 1) * one.inputs);
                System.arraycopy(one.x, row * one.stride, others, place * one.inputs, one.inputs);
                float[] out = new float[roomFor(place + 1) * wide];
                one.addProduct(others, one.inputs, place + 1, out);
                assertThat(Arrays.copyOfRange(out, place * wide, place * wide + one.outputs))
                        .as("row %d in place %d", row, place)
                        .containsExactly(expected);
            }
        }
    }
}
