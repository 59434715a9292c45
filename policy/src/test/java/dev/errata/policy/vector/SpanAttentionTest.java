package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.vector.SpanAttention.Gradients;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpanAttentionTest {

    private static final int PAGE = KeyValueCache.PAGE;

    /** Rows before the first span. */
    private static final int BEFORE = 3;

    /** Gradients that are sums over up to 150 rows. */
    private static final float TOLERANCE = 2e-5f;

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (int[] heads : new int[][] {{1, 1}, {4, 2}, {6, 2}, {5, 1}}) {
            for (int width : new int[] {8, 10, 32, 40, 64}) {
                cases.add(Arguments.of(heads[0], heads[1], width));
            }
        }
        return cases.stream();
    }

    private static ModelConfig shape(int heads, int groups, int width) {
        return new ModelConfig("llama", heads * width, 2, heads, groups, width, 8, 16, 64, 10_000, 1e-6, false, false);
    }

    /** Spans alone, shorter and longer than a block and a page, and spans behind a prompt that several share. */
    private static List<AttentionSpan> spans() {
        List<AttentionSpan> spans = new ArrayList<>();
        int row = BEFORE;
        for (int length : new int[] {1, 5, 16, 24, 64, 65, 130}) {
            spans.add(new AttentionSpan(row, length, row, 0));
            row += length;
        }
        for (int prompt : new int[] {1, 20, 70}) {
            int begin = row;
            spans.add(new AttentionSpan(begin, prompt, begin, 0));
            row += prompt;
            for (int length : new int[] {3, 1, 66}) {
                spans.add(new AttentionSpan(row, length, begin, prompt));
                row += length;
            }
        }
        return spans;
    }

    /** Queries, keys and values of all spans, and the gradients of their outputs. */
    private static final class Case {

        final ModelConfig config;
        final List<AttentionSpan> spans = spans();
        final int rows;
        final int queries;
        final int keys;
        final Matrix projected;
        final Matrix gradient;

        /** Initial values that gradients are added to. */
        final Matrix there;

        Case(int heads, int groups, int width) {
            config = shape(heads, groups, width);
            AttentionSpan last = spans.get(spans.size() - 1);
            rows = last.begin() + last.length();
            queries = heads * width;
            keys = groups * width;
            Random random = new Random(31L * queries + keys);
            projected = random(random, queries + 2 * keys);
            gradient = random(random, queries);
            there = random(random, queries + 2 * keys);
        }

        /** Numbers in all rows, and behind them none. */
        private Matrix random(Random random, int columns) {
            Matrix grid = Matrix.of(rows, Simd.roundUp(columns, Product.COLUMNS));
            Arrays.fill(grid.numbers(), Float.NaN);
            for (int row = 0; row < rows; row++) {
                Gaussians.fill(random, grid.numbers(), grid.at(row), grid.at(row) + columns);
            }
            return grid;
        }

        Matrix copy(Matrix grid) {
            return new Matrix(grid.numbers().clone(), grid.begin(), grid.stride());
        }

        /** Keys and values of the positions that a span's last row sees, in pages. */
        float[][] pages(AttentionSpan span) {
            PageLayout layout = PageLayout.of(config);
            float[][] pages = new float[KeyValueCache.pages(span.seen())][layout.size()];
            for (int t = 0; t < span.seen(); t++) {
                int at = projected.at(row(span, t)) + queries;
                layout.store(projected.numbers(), at, pages[t / PAGE], 1, t % PAGE);
            }
            return pages;
        }
    }

    private static int row(AttentionSpan span, int position) {
        return position < span.promptLength()
                ? span.promptBegin() + position
                : span.begin() + position - span.promptLength();
    }

    private static float[] numbers(Matrix grid, int row, int count) {
        return Arrays.copyOfRange(grid.numbers(), grid.at(row), grid.at(row) + count);
    }

    @ParameterizedTest(name = "{0} heads over {1}, width {2}")
    @MethodSource("cases")
    void everyRowAttendsBitForBitAsInSampling(int heads, int groups, int width) {
        Case one = new Case(heads, groups, width);
        SpanAttention attention = new SpanAttention(one.config);
        PagedAttention paged = new PagedAttention(one.config);
        Matrix out = one.copy(one.gradient);
        one.spans.forEach(span -> attention.attend(span, one.projected, out));
        for (AttentionSpan span : one.spans) {
            float[][] pages = one.pages(span);
            for (int i = 0; i < span.length(); i++) {
                int row = span.begin() + i;
                int query = one.projected.at(row);
                float[] expected = paged.attend(one.projected.numbers(), query, pages, span.promptLength() + i + 1, 1);
                assertThat(numbers(out, row, one.queries))
                        .as("row %d of %s", i, span)
                        .containsExactly(Arrays.copyOf(expected, one.queries));
            }
        }
        for (int row = 0; row < BEFORE; row++) {
            assertThat(numbers(out, row, out.stride())).isEqualTo(numbers(one.gradient, row, out.stride()));
        }
    }

    /**
     * dV = P^T dO, dP = dO V^T, dS = P (dP - sum_t P dP) / sqrt(W), dQ = dS K, dK = dS^T Q, one row of one head at a
     * time.
     */
    private static double[][] gradients(Case one) {
        double[][] sum = new double[one.rows][one.queries + 2 * one.keys];
        for (int row = 0; row < one.rows; row++) {
            for (int c = one.queries; c < sum[row].length; c++) {
                sum[row][c] = one.there.numbers()[one.there.at(row) + c];
            }
        }
        int width = one.config.headWidth();
        for (AttentionSpan span : one.spans) {
            for (int i = 0; i < span.length(); i++) {
                for (int head = 0; head < one.config.heads(); head++) {
                    int key = one.queries + head / (one.config.heads() / one.config.keyValueHeads()) * width;
                    addGradients(one, span, i, new int[] {head * width, key, key + one.keys}, sum);
                }
            }
        }
        return sum;
    }

    /** Of row i of a span, whose query, keys and values begin at three columns. */
    private static void addGradients(Case one, AttentionSpan span, int i, int[] columns, double[][] sum) {
        int width = one.config.headWidth();
        int row = span.begin() + i;
        int seen = span.promptLength() + i + 1;
        double[] dO = read(one.gradient, row, columns[0], width);
        double[] q = read(one.projected, row, columns[0], width);
        double[] p = new double[seen];
        double[] dP = new double[seen];
        for (int t = 0; t < seen; t++) {
            p[t] = Math.exp(dot(q, read(one.projected, row(span, t), columns[1], width)) / Math.sqrt(width));
            dP[t] = dot(dO, read(one.projected, row(span, t), columns[2], width));
        }
        double total = Arrays.stream(p).sum();
        double mean = dot(p, dP) / total;
        for (int t = 0; t < seen; t++) {
            double dS = p[t] / total * (dP[t] - mean) / Math.sqrt(width);
            double[] k = read(one.projected, row(span, t), columns[1], width);
            for (int w = 0; w < width; w++) {
                sum[row][columns[0] + w] += dS * k[w];
                sum[row(span, t)][columns[1] + w] += dS * q[w];
                sum[row(span, t)][columns[2] + w] += p[t] / total * dO[w];
            }
        }
    }

    private static double[] read(Matrix grid, int row, int column, int width) {
        double[] numbers = new double[width];
        for (int w = 0; w < width; w++) {
            numbers[w] = grid.numbers()[grid.at(row) + column + w];
        }
        return numbers;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest(name = "{0} heads over {1}, width {2}")
    @MethodSource("cases")
    void gradientsOfQueriesAreWrittenAndThoseOfKeysAndValuesAdded(int heads, int groups, int width) {
        Case one = new Case(heads, groups, width);
        SpanAttention attention = new SpanAttention(one.config);
        Matrix sum = one.copy(one.there);
        one.spans.forEach(span -> attention.addGradients(span, new Gradients(one.projected, one.gradient, sum)));
        double[][] expected = gradients(one);
        for (int row = BEFORE; row < one.rows; row++) {
            float[] found = numbers(sum, row, expected[row].length);
            float[] wanted = new float[found.length];
            for (int c = 0; c < wanted.length; c++) {
                wanted[c] = (float) expected[row][c];
            }
            assertThat(found).as("row %d", row).containsExactly(wanted, within(TOLERANCE));
        }
        for (int row = 0; row < BEFORE; row++) {
            assertThat(numbers(sum, row, sum.stride())).isEqualTo(numbers(one.there, row, sum.stride()));
        }
    }

    @ParameterizedTest(name = "{0} heads over {1}, width {2}")
    @MethodSource("cases")
    void aSpanHasTheSameBitsAfterAnyEarlierSpan(int heads, int groups, int width) {
        Case one = new Case(heads, groups, width);
        SpanAttention used = new SpanAttention(one.config);
        for (AttentionSpan span : one.spans) {
            Matrix out = one.copy(one.gradient);
            Matrix same = one.copy(one.gradient);
            used.attend(span, one.projected, out);
            new SpanAttention(one.config).attend(span, one.projected, same);
            assertThat(out.numbers()).as("%s", span).isEqualTo(same.numbers());
            Matrix sum = one.copy(one.there);
            Matrix sameSum = one.copy(one.there);
            used.addGradients(span, new Gradients(one.projected, one.gradient, sum));
            new SpanAttention(one.config).addGradients(span, new Gradients(one.projected, one.gradient, sameSum));
            assertThat(sum.numbers()).as("%s", span).isEqualTo(sameSum.numbers());
        }
    }
}
