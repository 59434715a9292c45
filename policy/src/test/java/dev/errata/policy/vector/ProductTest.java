package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProductTest {

    /** A sum of up to 600 products in fp32, as a share of the sum of their sizes. */
    private static final double TOLERANCE = 1e-6;

    private enum Form {
        ADD,
        PANELS,
        TRANSPOSED
    }

    static Stream<Arguments> cases() {
        return Stream.of(Form.values())
                .flatMap(form -> LongStream.range(0, 60).mapToObj(seed -> Arguments.of(form, seed)));
    }

    /** Matrices of random shapes somewhere in arrays that have no numbers around them. */
    private static final class Case {

        final Form form;
        final Random random;

        /** Row counts: too few for repacking the right matrix, and enough. */
        final int rows;

        /** With a transposed left matrix more than are laid out at once. */
        final int inputs;

        final int columns;

        /** Whether zeros follow each row of the right matrix, or no numbers. */
        final boolean padded;

        /** [rows, inputs]; the transpose of it where that is the form. */
        final Matrix left;

        /** [inputs, columns]. */
        final Matrix right;

        Case(Form form, long seed) {
            this.form = form;
            random = new Random(seed);
            rows = 1 + random.nextInt(70);
            inputs = 1 + random.nextInt(form == Form.TRANSPOSED ? 600 : 70);
            columns = 1 + random.nextInt(3 * Product.COLUMNS);
            padded = form == Form.PANELS || seed % 2 == 0;
            left = left(rows);
            int wide = Simd.roundUp(columns, Product.COLUMNS);
            right = grid(inputs, columns, padded ? wide : columns + random.nextInt(9));
            for (int k = 0; padded && k < inputs; k++) {
                Arrays.fill(right.numbers(), right.at(k) + columns, right.at(k) + wide, 0);
            }
        }

        final Matrix left(int count) {
            return form == Form.TRANSPOSED
                    ? grid(inputs, count, count + random.nextInt(6))
                    : grid(count, inputs, inputs + random.nextInt(6));
        }

        final Matrix grid(int height, int width, int stride) {
            int begin = random.nextInt(7);
            float[] numbers = new float[begin + (height + Product.ROWS) * stride + Product.COLUMNS];
            Arrays.fill(numbers, Float.NaN);
            Matrix grid = new Matrix(numbers, begin, stride);
            for (int row = 0; row < height; row++) {
                Gaussians.fill(random, numbers, grid.at(row), grid.at(row) + width);
            }
            return grid;
        }

        /** Room for a number of result rows, filled with random numbers. */
        Matrix results(int count) {
            int stride = Simd.roundUp(columns, Product.COLUMNS) + random.nextInt(6);
            return grid(Simd.roundUp(count, Product.ROWS), stride, stride);
        }

        int leftAt(Matrix grid, int row, int k) {
            return form == Form.TRANSPOSED ? grid.at(k) + row : grid.at(row) + k;
        }

        void multiply(Product product, Matrix x, int count, Matrix out) {
            product.left(x.numbers(), x.begin(), x.stride())
                    .right(right.numbers(), right.begin(), right.stride())
                    .into(out.numbers(), out.begin(), out.stride());
            switch (form) {
                case ADD -> product.add(count, inputs, columns);
                case PANELS -> product.addPanels(panels(), count, inputs);
                case TRANSPOSED -> product.addTransposed(count, inputs, columns);
            }
        }

        float[][] panels() {
            float[][] panels = new float[Simd.roundUp(columns, Product.COLUMNS) / Product.COLUMNS][];
            for (int panel = 0; panel < panels.length; panel++) {
                panels[panel] = new float[inputs * Product.COLUMNS];
                for (int k = 0; k < inputs; k++) {
                    int from = right.at(k) + panel * Product.COLUMNS;
                    System.arraycopy(right.numbers(), from, panels[panel], k * Product.COLUMNS, Product.COLUMNS);
                }
            }
            return panels;
        }

        float[] row(Matrix out, int row) {
            return Arrays.copyOfRange(out.numbers(), out.at(row), out.at(row) + columns);
        }

        /** Error of a result, relative to the sum of the absolute products. */
        double error(float before, float after, int row, int column) {
            double sum = before;
            double size = Math.abs(sum);
            for (int k = 0; k < inputs; k++) {
                double product = (double) left.numbers()[leftAt(left, row, k)] * right.numbers()[right.at(k) + column];
                sum += product;
                size += Math.abs(product);
            }
            return Math.abs(after - sum) / size;
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void theProductIsAddedToTheExistingNumbers(Form form, long seed) {
        Case one = new Case(form, seed);
        Matrix out = one.results(one.rows);
        float[] before = out.numbers().clone();
        one.multiply(new Product(), one.left, one.rows, out);
        double worst = 0;
        for (int row = 0; row < one.rows; row++) {
            for (int column = 0; column < one.columns; column++) {
                int at = out.at(row) + column;
                worst = Math.max(worst, one.error(before[at], out.numbers()[at], row, column));
            }
        }
        assertThat(worst).isLessThan(TOLERANCE);
    }

    /** Products with zeros in the right matrix, which padding relies on. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void nothingIsAddedBehindTheLastColumn(Form form, long seed) {
        Case one = new Case(form, seed);
        Matrix out = one.results(one.rows);
        float[] before = out.numbers().clone();
        one.multiply(new Product(), one.left, one.rows, out);
        int end = one.padded ? out.stride() : one.columns;
        for (int row = 0; row < one.rows; row++) {
            int from = out.at(row) + one.columns;
            assertThat(Arrays.copyOfRange(out.numbers(), from, out.at(row) + end))
                    .isEqualTo(Arrays.copyOfRange(before, from, out.at(row) + end));
        }
        int behind = out.at(Simd.roundUp(one.rows, Product.ROWS));
        assertThat(Arrays.copyOfRange(out.numbers(), behind, before.length))
                .isEqualTo(Arrays.copyOfRange(before, behind, before.length));
    }

    /** The same product after other calls, so that its repacked matrices are stale. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void aRowHasTheSameBitsAtAnyIndexOfAnyBatch(Form form, long seed) {
        Case one = new Case(form, seed);
        Product product = new Product();
        Matrix together = one.results(one.rows);
        Arrays.fill(together.numbers(), 1);
        one.multiply(product, one.left, one.rows, together);
        for (int row = 0; row < one.rows; row += 1 + one.rows / 5) {
            for (int count : new int[] {1, 2, 3, 4, 5, 33, 40}) {
                int place = one.random.nextInt(count);
                Matrix others = one.left(count);
                for (int k = 0; k < one.inputs; k++) {
                    others.numbers()[one.leftAt(others, place, k)] = one.left.numbers()[one.leftAt(one.left, row, k)];
                }
                Matrix out = one.results(count);
                Arrays.fill(out.numbers(), 1);
                one.multiply(product, others, count, out);
                assertThat(one.row(out, place))
                        .as("row %d in place %d of %d", row, place, count)
                        .containsExactly(one.row(together, row));
            }
        }
    }
}
