package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Attention of one row at a time over keys and values in pages (PagedAttention, arXiv:2309.06180):
 *
 * <pre>
 *   out = sum_t softmax_t(q . k_t / sqrt(W)) v_t   over the positions t that the row sees
 * </pre>
 *
 * <p>Pages are read in order, first the keys of all heads and then the values. Sums run in the order of positions, so a
 * row's result depends on its own sequence alone. Used by one thread at a time.
 */
final class PagedAttention {

    private static final int PAGE = KeyValueCache.PAGE;

    private final PageLayout layout;
    private final int heads;
    private final int sharing;
    private final int width;
    private final int wide;
    private final float scale;

    /** The result of one row, [H, W], and room for the last vector. */
    private final float[] result;

    /** Scores of one row, then their weights, [H, positions]. */
    private float[] weights = {};

    private int stride;

    PagedAttention(ModelConfig config) {
        layout = PageLayout.of(config);
        heads = config.heads();
        sharing = heads / config.keyValueHeads();
        width = config.headWidth();
        wide = layout.wide();
        scale = (float) (1 / Math.sqrt(width));
        result = new float[heads * width + wide];
    }

    /**
     * Computes the attention of all heads of one row.
     *
     * @param queries array with the queries, [H, W]
     * @param at index of the first query
     * @param pages the pages of the row's sequence
     * @param seen positions that the row sees
     * @return the result, [H, W]; valid until the next call
     */
    float[] attend(float[] queries, int at, float[][] pages, int seen, int layer) {
        int count = KeyValueCache.pages(seen);
        makeRoom(count * PAGE);
        for (int j = 0; j < count; j++) {
            for (int head = 0; head < heads; head++) {
                int keys = layout.keys(layer, head / sharing);
                for (int v = 0; v < PAGE; v += Simd.WIDTH) {
                    score(queries, at + head * width, pages[j], keys + v, head * stride + j * PAGE + v);
                }
            }
        }
        for (int head = 0; head < heads; head++) {
            AttentionWeights.normalize(weights, head * stride, seen);
        }
        Arrays.fill(result, 0);
        for (int j = 0; j < count; j++) {
            int slots = Math.min(PAGE, seen - j * PAGE);
            for (int head = 0; head < heads; head++) {
                int values = layout.values(layer, head / sharing);
                mix(pages[j], values, head * stride + j * PAGE, slots, head * width);
            }
        }
        return result;
    }

    private void makeRoom(int positions) {
        stride = positions;
        if (weights.length < heads * positions) {
            weights = new float[2 * heads * positions];
        }
    }

    /** q . k / sqrt(W) for the positions of one vector. */
    private void score(float[] q, int at, float[] page, int keys, int to) {
        FloatVector sum = FloatVector.zero(Simd.FLOATS);
        for (int w = 0; w < width; w++) {
            sum = FloatVector.broadcast(Simd.FLOATS, q[at + w]).fma(Simd.load(page, keys + w * PAGE), sum);
        }
        sum.mul(scale).intoArray(weights, to);
    }

    /** Adds the weighted values of one page to the result. */
    private void mix(float[] page, int values, int weight, int slots, int to) {
        int d = 0;
        for (; d + 2 * Simd.WIDTH <= wide; d += 2 * Simd.WIDTH) {
            addTwo(page, values + d, weight, slots, to + d);
        }
        if (d < wide) {
            addOne(page, values + d, weight, slots, to + d);
        }
    }

    private void addTwo(float[] page, int values, int weight, int slots, int to) {
        FloatVector a = Simd.load(result, to);
        FloatVector b = Simd.load(result, to + Simd.WIDTH);
        for (int t = 0; t < slots; t++) {
            FloatVector share = FloatVector.broadcast(Simd.FLOATS, weights[weight + t]);
            int value = values + t * wide;
            a = share.fma(Simd.load(page, value), a);
            b = share.fma(Simd.load(page, value + Simd.WIDTH), b);
        }
        a.intoArray(result, to);
        b.intoArray(result, to + Simd.WIDTH);
    }

    private void addOne(float[] page, int values, int weight, int slots, int to) {
        FloatVector a = Simd.load(result, to);
        for (int t = 0; t < slots; t++) {
            FloatVector share = FloatVector.broadcast(Simd.FLOATS, weights[weight + t]);
            a = share.fma(Simd.load(page, values + t * wide), a);
        }
        a.intoArray(result, to);
    }
}
