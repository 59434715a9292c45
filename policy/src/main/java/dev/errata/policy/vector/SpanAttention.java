package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Attention of all rows of a span and its gradient, one block of rows at a time:
 *
 * <pre>
 *   S = Q K^T / sqrt(W),   P = softmax(S),   O = P V
 *   dV = P^T dO,   dP = dO V^T,   dS = P (dP - sum_t P dP) / sqrt(W),   dQ = dS K,   dK = dS^T Q
 * </pre>
 *
 * <p>The backward pass computes P again. Sums run in the order of {@link PagedAttention}, so both give the same result,
 * bit by bit. Used by one thread at a time.
 */
final class SpanAttention {

    /** Rows of a block. */
    private static final int BLOCK = 64;

    private final int heads;
    private final int sharing;
    private final int width;
    private final int wide;
    private final int values;
    private final float scale;
    private final Product product = new Product();
    private final SpanContext context;
    private float[] weights = {};
    private float[] scoreGradients = {};
    private final float[] part;

    /** Numbers from one row of weights to the next: whole tiles that hold whole pages. */
    private int stride;

    SpanAttention(ModelConfig config) {
        heads = config.heads();
        sharing = heads / config.keyValueHeads();
        width = config.headWidth();
        wide = Simd.roundUp(width, Product.COLUMNS);
        values = config.keyValueHeads() * width;
        scale = (float) (1 / Math.sqrt(width));
        context = new SpanContext(config);
        part = new float[BLOCK * wide];
    }

    /**
     * Computes the attention of a span.
     *
     * @param projected rotated queries and keys, and values, [N, H + 2 G, W]
     * @param out receives the result, [N, H, W]
     */
    void attend(AttentionSpan span, Matrix projected, Matrix out) {
        makeRoom(span);
        for (int head = 0; head < heads; head++) {
            if (head % sharing == 0) {
                context.take(span, projected, (heads + head / sharing) * width, values);
            }
            for (int block = 0; block < span.length(); block += BLOCK) {
                int rows = Math.min(BLOCK, span.length() - block);
                weigh(span, block, rows, projected, head * width);
                Arrays.fill(part, 0);
                product.left(weights, 0, stride)
                        .into(part, 0, wide)
                        .addPanels(context.values(), rows, visible(span, block, rows));
                copyOut(rows, out, span.begin() + block, head * width);
            }
        }
    }

    /** Positions that the last row of a block sees. */
    private static int visible(AttentionSpan span, int block, int rows) {
        return span.promptLength() + block + rows;
    }

    private void copyOut(int rows, Matrix out, int row, int column) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(part, i * wide, out.numbers(), out.at(row + i) + column, width);
        }
    }

    /** Softmax of the scores of a block's rows; 0 at positions that a row does not see. */
    private void weigh(AttentionSpan span, int block, int rows, Matrix projected, int query) {
        int visible = visible(span, block, rows);
        Arrays.fill(weights, 0, Simd.roundUp(rows, Product.ROWS) * stride, 0);
        product.left(projected.numbers(), projected.at(span.begin() + block) + query, projected.stride())
                .into(weights, 0, stride)
                .addPanels(context.transposedKeys(visible), rows, width);
        for (int i = 0; i < rows; i++) {
            int at = i * stride;
            int seen = span.promptLength() + block + i + 1;
            for (int t = 0; t < Simd.padded(seen); t += Simd.WIDTH) {
                Simd.load(weights, at + t).mul(scale).intoArray(weights, at + t);
            }
            AttentionWeights.normalize(weights, at, seen);
            int padded = Simd.roundUp(seen, KeyValueCache.PAGE);
            Arrays.fill(weights, at + padded, at + stride, 0);
        }
    }

    /**
     * Inputs and outputs of the backward pass.
     *
     * @param projected rotated queries and keys, and values, [N, H + 2 G, W]
     * @param attended gradient with respect to attention's result, [N, H, W]
     * @param sum receives the gradient with respect to queries, keys and values, [N, H + 2 G, W]
     */
    record Gradients(Matrix projected, Matrix attended, Matrix sum) {}

    /** Adds the gradients of a span; those of its queries overwrite the old numbers. */
    void addGradients(AttentionSpan span, Gradients spanGradients) {
        Matrix projected = spanGradients.projected();
        makeRoom(span);
        for (int head = 0; head < heads; head++) {
            int key = (heads + head / sharing) * width;
            if (head % sharing == 0) {
                context.take(span, projected, key, values);
                context.takeForGradients();
            }
            for (int block = 0; block < span.length(); block += BLOCK) {
                int rows = Math.min(BLOCK, span.length() - block);
                weigh(span, block, rows, projected, head * width);
                addBlock(span, block, rows, head * width, spanGradients);
            }
            if ((head + 1) % sharing == 0) {
                context.addGradients(span, spanGradients.sum(), key, values);
            }
        }
    }

    private void addBlock(AttentionSpan span, int block, int rows, int column, Gradients spanGradients) {
        Matrix projected = spanGradients.projected();
        Matrix attended = spanGradients.attended();
        int row = span.begin() + block;
        int visible = visible(span, block, rows);
        Arrays.fill(scoreGradients, 0, Simd.roundUp(rows, Product.ROWS) * stride, 0);
        product.left(attended.numbers(), attended.at(row) + column, attended.stride())
                .into(scoreGradients, 0, stride)
                .addPanels(context.transposedValues(visible), rows, width);
        product.left(weights, 0, stride)
                .right(attended.numbers(), attended.at(row) + column, attended.stride())
                .into(context.valueGradients(), 0, wide)
                .addTransposed(visible, rows, width);
        for (int i = 0; i < rows; i++) {
            toScoreGradients(i * stride, span.promptLength() + block + i + 1);
        }
        product.right(projected.numbers(), projected.at(row) + column, projected.stride())
                .left(scoreGradients, 0, stride)
                .into(context.keyGradients(), 0, wide)
                .addTransposed(visible, rows, width);
        Arrays.fill(part, 0);
        product.left(scoreGradients, 0, stride).into(part, 0, wide).addPanels(context.keys(), rows, visible);
        copyOut(rows, spanGradients.sum(), row, column);
    }

    /** Turns dP of a row into dS; both, and P, are 0 at positions that the row does not see. */
    private void toScoreGradients(int at, int seen) {
        int padded = Simd.padded(seen);
        Arrays.fill(scoreGradients, at + seen, at + stride, 0);
        FloatVector along = FloatVector.zero(Simd.FLOATS);
        for (int t = at; t < at + padded; t += Simd.WIDTH) {
            along = Simd.load(weights, t).fma(Simd.load(scoreGradients, t), along);
        }
        float mean = Simd.sum(along);
        for (int t = at; t < at + padded; t += Simd.WIDTH) {
            Simd.load(scoreGradients, t)
                    .sub(mean)
                    .mul(Simd.load(weights, t))
                    .mul(scale)
                    .intoArray(scoreGradients, t);
        }
    }

    private void makeRoom(AttentionSpan span) {
        stride = Simd.roundUp(Simd.roundUp(span.seen(), KeyValueCache.PAGE), Product.COLUMNS);
        if (weights.length < BLOCK * stride) {
            weights = new float[BLOCK * stride];
            scoreGradients = new float[BLOCK * stride];
        }
    }
}
