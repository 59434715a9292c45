package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagedAttentionTest {

    private static final int PAGE = KeyValueCache.PAGE;

    /** Offset of the queries in their array. */
    private static final int AT = 3;

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (int[] heads : new int[][] {{1, 1}, {4, 2}, {6, 2}, {5, 1}}) {
            for (int width : new int[] {8, 32, 40, 64}) {
                for (int seen : new int[] {1, 15, 16, 17, 50}) {
                    cases.add(Arguments.of(heads[0], heads[1], width, seen));
                }
            }
        }
        return cases.stream();
    }

    private static ModelConfig shape(int heads, int groups, int width) {
        return new ModelConfig("llama", heads * width, 2, heads, groups, width, 8, 16, 64, 10_000, 1e-6, false, false);
    }

    /** A sequence in its pages, as random as the queries that attend to it. */
    private static final class Sequence {

        final ModelConfig config;
        final PageLayout layout;
        final float[] queries;

        /** Keys and values of each layer and position, [2, T][2 G W]. */
        final float[][][] rows;

        final float[][] pages;

        Sequence(ModelConfig config, int length) {
            this.config = config;
            layout = PageLayout.of(config);
            Random random = new Random(31L * length + config.headWidth());
            queries = gaussians(random, AT + config.heads() * config.headWidth());
            rows = new float[2][length][];
            pages = new float[KeyValueCache.pages(length)][layout.size()];
            for (int layer = 0; layer < 2; layer++) {
                for (int t = 0; t < length; t++) {
                    rows[layer][t] = gaussians(random, 2 * layout.groups() * layout.width());
                    layout.store(rows[layer][t], 0, pages[t / PAGE], layer, t % PAGE);
                }
            }
        }

        float[] attend(PagedAttention attention, int seen, int layer) {
            return Arrays.copyOf(
                    attention.attend(queries, AT, pages, seen, layer), config.heads() * config.headWidth());
        }
    }

    private static float[] gaussians(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    /** sum_t softmax_t(q . k_t / sqrt(W)) v_t, head by head. */
    private static float[] attended(Sequence sequence, int seen, int layer) {
        int width = sequence.config.headWidth();
        int groups = sequence.config.keyValueHeads();
        float[] result = new float[sequence.config.heads() * width];
        for (int head = 0; head < sequence.config.heads(); head++) {
            int key = head / (sequence.config.heads() / groups) * width;
            int value = groups * width + key;
            double[] weights = new double[seen];
            for (int t = 0; t < seen; t++) {
                for (int w = 0; w < width; w++) {
                    weights[t] += (double) sequence.queries[AT + head * width + w]
                            * sequence.rows[layer][t][key + w]
                            / Math.sqrt(width);
                }
            }
            double greatest = Arrays.stream(weights).max().orElseThrow();
            double total = 0;
            for (int t = 0; t < seen; t++) {
                weights[t] = Math.exp(weights[t] - greatest);
                total += weights[t];
            }
            for (int w = 0; w < width; w++) {
                double sum = 0;
                for (int t = 0; t < seen; t++) {
                    sum += weights[t] / total * sequence.rows[layer][t][value + w];
                }
                result[head * width + w] = (float) sum;
            }
        }
        return result;
    }

    @ParameterizedTest(name = "{0} heads over {1}, width {2}, {3} positions")
    @MethodSource("cases")
    void everyHeadReturnsTheWeightedMeanOfItsValues(int heads, int groups, int width, int seen) {
        Sequence sequence = new Sequence(shape(heads, groups, width), 50);
        PagedAttention attention = new PagedAttention(sequence.config);
        for (int layer = 0; layer < 2; layer++) {
            assertThat(sequence.attend(attention, seen, layer))
                    .containsExactly(attended(sequence, seen, layer), within(2e-6f));
        }
    }

    /** Pages are used again, so behind the last position stands what another sequence left, were it no number. */
    @ParameterizedTest(name = "{0} heads over {1}, width {2}, {3} positions")
    @MethodSource("cases")
    void numbersBehindTheLastPositionAreIgnored(int heads, int groups, int width, int seen) {
        Sequence sequence = new Sequence(shape(heads, groups, width), 50);
        Sequence clean = new Sequence(sequence.config, 50);
        float[] none = new float[2 * groups * width];
        Arrays.fill(none, Float.NaN);
        for (int t = 0; t < sequence.pages.length * PAGE; t++) {
            if (t >= seen) {
                sequence.layout.store(none, 0, sequence.pages[t / PAGE], 1, t % PAGE);
                sequence.layout.store(new float[none.length], 0, clean.pages[t / PAGE], 1, t % PAGE);
            }
        }
        float[] expected = clean.attend(new PagedAttention(sequence.config), seen, 1);
        assertThat(sequence.attend(new PagedAttention(sequence.config), seen, 1))
                .containsExactly(expected);
        assertThat(expected).containsExactly(attended(sequence, seen, 1), within(2e-6f));
    }

    @Test
    void aRowHasTheSameBitsAfterAnyEarlierCall() {
        Sequence sequence = new Sequence(shape(6, 2, 40), 50);
        PagedAttention used = new PagedAttention(sequence.config);
        for (int seen : new int[] {50, 1, 17, 16, 33, 2, 50}) {
            float[] expected = sequence.attend(new PagedAttention(sequence.config), seen, 1);
            assertThat(sequence.attend(used, seen, 1)).as("%d positions", seen).containsExactly(expected);
        }
    }

    /** e to the power of any of them is no float. */
    @ParameterizedTest(name = "{0} positions")
    @ValueSource(ints = {2, 16, 50})
    void scoresOfHundredsAreWeightedByTheirDifferences(int seen) {
        Sequence sequence = new Sequence(shape(4, 2, 32), 50);
        for (int i = 0; i < sequence.queries.length; i++) {
            sequence.queries[i] *= 200;
        }
        assertThat(sequence.attend(new PagedAttention(sequence.config), seen, 1))
                .containsExactly(attended(sequence, seen, 1), within(1e-3f));
    }
}
