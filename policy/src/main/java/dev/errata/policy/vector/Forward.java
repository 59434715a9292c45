package dev.errata.policy.vector;

import dev.errata.policy.vector.VectorWeights.Layer;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;

/**
 * The forward pass of Llama (arXiv:2302.13971) and Qwen2 (arXiv:2407.10671) over some rows, with its working memory.
 * Rows of one sequence may pass together or one after the other: they share keys and values in its pages. Used by one
 * thread at a time.
 *
 * <p>Shapes: N rows, D model width, H heads, G key-value heads, W head width, F MLP width, V vocabulary.
 */
final class Forward {

    /** Most rows at a time, so that their activations stay in the L2 cache of a core. */
    static final int ROWS = 128;

    private final ModelConfig config;
    private final RotaryTable rotary;
    private final PagedAttention attention;
    private final PageLayout layout;
    private final RmsNorm norm;
    private final SwiGlu gate;
    private final Product product = new Product();
    private final int stride;
    private final int projectedStride;
    private final int attendedStride;
    private final int wideStride;
    private float[] residual = {};
    private float[] normed = {};
    private float[] projected = {};
    private float[] attended = {};
    private float[] wide = {};
    private float[] gated = {};
    private float[] logits = {};

    Forward(ModelConfig config, RotaryTable rotary) {
        this.config = config;
        this.rotary = rotary;
        attention = new PagedAttention(config);
        layout = PageLayout.of(config);
        norm = new RmsNorm(config);
        gate = new SwiGlu(config.feedForward());
        stride = RmsNorm.stride(config);
        attendedStride = config.heads() * config.headWidth();
        projectedStride =
                Simd.roundUp(attendedStride + 2 * config.keyValueHeads() * config.headWidth(), Product.COLUMNS);
        wideStride = Simd.roundUp(2 * config.feedForward(), Product.COLUMNS);
    }

    /**
     * Passes rows begin to end - 1, at most {@link #ROWS}, through all layers. Writes keys and values to their pages
     * and keeps the residual stream before the last norm.
     */
    void read(VectorWeights weights, TokenRows rows, int begin, int end) {
        int count = end - begin;
        makeRoom(rows, begin, end);
        for (int i = 0; i < count; i++) {
            weights.embed(rows.token(begin + i), residual, i * stride);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            Layer w = weights.layer(layer);
            attend(w, layer, rows, begin, count);
            feedForward(w, count);
        }
    }

    private void attend(Layer w, int layer, TokenRows rows, int begin, int count) {
        normalize(residual, w.attentionNorm(), count);
        for (int i = 0; i < count; i++) {
            if (w.bias() == null) {
                Arrays.fill(projected, i * projectedStride, (i + 1) * projectedStride, 0);
            } else {
                System.arraycopy(w.bias(), 0, projected, i * projectedStride, projectedStride);
            }
        }
        w.queryKeyValue().addTo(product.left(normed, 0, stride).into(projected, 0, projectedStride), count);
        int keys = config.heads() * config.headWidth();
        for (int i = 0; i < count; i++) {
            int row = begin + i;
            int at = i * projectedStride;
            rotary.rotate(projected, at, config.heads() + config.keyValueHeads(), rows.position(row));
            layout.store(projected, at + keys, rows.page(row), layer, rows.slot(row));
            for (float[] further : rows.copies(row)) {
                layout.store(projected, at + keys, further, layer, rows.slot(row));
            }
        }
        for (int i = 0; i < count; i++) {
            int row = begin + i;
            float[] result =
                    attention.attend(projected, i * projectedStride, rows.pages(row), rows.position(row) + 1, layer);
            System.arraycopy(result, 0, attended, i * attendedStride, attendedStride);
        }
        w.output().addTo(product.left(attended, 0, attendedStride).into(residual, 0, stride), count);
    }

    private void feedForward(Layer w, int count) {
        normalize(residual, w.mlpNorm(), count);
        Arrays.fill(wide, 0, count * wideStride, 0);
        w.gateUp().addTo(product.left(normed, 0, stride).into(wide, 0, wideStride), count);
        for (int i = 0; i < count; i++) {
            gate.apply(wide, i * wideStride, gated, i * gate.stride());
        }
        w.down().addTo(product.left(gated, 0, gate.stride()).into(residual, 0, stride), count);
    }

    private void normalize(float[] x, float[] scale, int count) {
        for (int i = 0; i < count; i++) {
            norm.apply(x, i * stride, scale, normed, i * stride);
        }
    }

    /**
     * Logits of the next token at some of the rows of the last call of {@link #read}, counted from its first row.
     *
     * @return row after row, each of the head's stride; valid until the next call
     */
    float[] logits(VectorWeights weights, int[] rows, int begin, int end) {
        PackedMatrix head = weights.head();
        int count = end - begin;
        int size = Simd.roundUp(count, Product.ROWS) * head.stride();
        if (logits.length < size) {
            logits = new float[size];
        }
        Arrays.fill(logits, 0, count * head.stride(), 0);
        for (int i = 0; i < count; i++) {
            norm.apply(residual, rows[begin + i] * stride, weights.norm(), normed, i * stride);
        }
        head.addTo(product.left(normed, 0, stride).into(logits, 0, head.stride()), count);
        return logits;
    }

    private void makeRoom(TokenRows rows, int begin, int end) {
        int positions = 0;
        for (int i = begin; i < end; i++) {
            positions = Math.max(positions, rows.position(i) + 1);
        }
        rotary.reach(positions);
        int count = Simd.roundUp(end - begin, Product.ROWS);
        if (residual.length < count * stride) {
            residual = new float[count * stride];
            normed = new float[count * stride];
            projected = new float[count * projectedStride];
            attended = new float[count * attendedStride];
            wide = new float[count * wideStride + Simd.WIDTH];
            gated = new float[count * gate.stride()];
        }
    }
}
