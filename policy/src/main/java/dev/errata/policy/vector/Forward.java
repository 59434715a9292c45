package dev.errata.policy.vector;

import dev.errata.policy.vector.VectorWeights.Layer;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The decoder of Llama (arXiv:2302.13971) and Qwen2 (arXiv:2407.10671) over some rows, and the memory that takes. Rows of one
 * sequence may go through together or one after the other: keys and values meet in its pages. Used by one thread at a time.
 *
 * <p>Shapes: N rows, D model width, H heads, G key-value heads, W head width, F MLP width, V vocabulary.
 */
final class Forward {

    /** Most rows at a time: their activations stay in the second cache of a core. */
    static final int ROWS = 128;

    private final ModelConfig config;
    private final RotaryTable rotary;
    private final PagedAttention attention;
    private final PageLayout layout;
    private final int stride;
    private final int projectedStride;
    private final int attendedStride;
    private final int wideStride;
    private final int gatedStride;
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
        stride = Simd.roundUp(config.hidden(), PackedMatrix.COLUMNS);
        projectedStride =
                Simd.roundUp((config.heads() + 2 * config.keyValueHeads()) * config.headWidth(), PackedMatrix.COLUMNS);
        attendedStride = config.heads() * config.headWidth();
        wideStride = Simd.roundUp(2 * config.feedForward(), PackedMatrix.COLUMNS);
        gatedStride = Simd.padded(config.feedForward());
    }

    /** Reads rows begin to end - 1, at most {@link #ROWS}: keys and values into their pages, the residual stream before the last norm kept. */
    void read(VectorWeights weights, Rows rows, int begin, int end) {
        int count = end - begin;
        makeRoom(rows, begin, end);
        Arrays.fill(residual, 0, count * stride, 0);
        for (int i = 0; i < count; i++) {
            weights.embedding().row(rows.token(begin + i), residual, i * stride);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            Layer w = weights.layers().get(layer);
            attend(w, layer, rows, begin, count);
            feedForward(w, count);
        }
    }

    private void attend(Layer w, int layer, Rows rows, int begin, int count) {
        normalize(residual, w.attentionNorm(), count);
        for (int i = 0; i < count; i++) {
            if (w.bias() == null) {
                Arrays.fill(projected, i * projectedStride, (i + 1) * projectedStride, 0);
            } else {
                System.arraycopy(w.bias(), 0, projected, i * projectedStride, projectedStride);
            }
        }
        w.queryKeyValue().addProduct(normed, stride, count, projected);
        int keys = config.heads() * config.headWidth();
        for (int i = 0; i < count; i++) {
            int row = begin + i;
            int at = i * projectedStride;
            rotary.turn(projected, at, config.heads() + config.keyValueHeads(), rows.position(row));
            layout.keep(projected, at + keys, rows.page(row), layer, rows.slot(row));
            for (float[] further : rows.alsoIn(row)) {
                layout.keep(projected, at + keys, further, layer, rows.slot(row));
            }
        }
        for (int i = 0; i < count; i++) {
            int row = begin + i;
            float[] result =
                    attention.attend(projected, i * projectedStride, rows.pages(row), rows.position(row) + 1, layer);
            System.arraycopy(result, 0, attended, i * attendedStride, attendedStride);
        }
        w.output().addProduct(attended, attendedStride, count, residual);
    }

    private void feedForward(Layer w, int count) {
        normalize(residual, w.mlpNorm(), count);
        Arrays.fill(wide, 0, count * wideStride, 0);
        w.gateUp().addProduct(normed, stride, count, wide);
        for (int i = 0; i < count; i++) {
            gate(wide, i * wideStride, config.feedForward(), gated, i * gatedStride);
        }
        w.down().addProduct(gated, gatedStride, count, residual);
    }

    /** silu(gate) up, with silu(g) = g / (1 + e^-g): numbers are gates and then ups, [2 F]. */
    private static void gate(float[] numbers, int at, int count, float[] out, int to) {
        for (int f = 0; f < count; f += Simd.WIDTH) {
            FloatVector gate = FloatVector.fromArray(Simd.FLOATS, numbers, at + f);
            FloatVector up = FloatVector.fromArray(Simd.FLOATS, numbers, at + count + f);
            gate.div(Simd.exp(gate.neg()).add(1f)).mul(up).intoArray(out, to + f);
        }
    }

    /** Root-mean-square norm (arXiv:1910.07467) of rows of x [N, D] with a scale [D], into {@code normed}. */
    private void normalize(float[] x, float[] scale, int count) {
        for (int i = 0; i < count; i++) {
            normalize(x, i * stride, scale, normed, i * stride);
        }
    }

    private void normalize(float[] x, int at, float[] scale, float[] out, int to) {
        FloatVector squares = FloatVector.zero(Simd.FLOATS);
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            FloatVector part = FloatVector.fromArray(Simd.FLOATS, x, at + d);
            squares = part.fma(part, squares);
        }
        float mean = Simd.sum(squares) / config.hidden();
        float length = (float) (1 / Math.sqrt(mean + config.rmsNormEpsilon()));
        for (int d = 0; d < stride; d += Simd.WIDTH) {
            FloatVector.fromArray(Simd.FLOATS, x, at + d)
                    .mul(length)
                    .mul(FloatVector.fromArray(Simd.FLOATS, scale, d))
                    .intoArray(out, to + d);
        }
    }

    /**
     * Logits of the next token of some of the rows read last, counted from the first of them.
     *
     * @return row after row, each of the head's stride; valid until the next call
     */
    float[] logits(VectorWeights weights, int[] rows, int begin, int end) {
        PackedMatrix head = weights.head();
        int count = end - begin;
        int size = Simd.roundUp(count, PackedMatrix.ROWS) * head.stride();
        if (logits.length < size) {
            logits = new float[size];
        }
        Arrays.fill(logits, 0, count * head.stride(), 0);
        for (int i = 0; i < count; i++) {
            normalize(residual, rows[begin + i] * stride, weights.norm(), normed, i * stride);
        }
        head.addProduct(normed, stride, count, logits);
        return logits;
    }

    private void makeRoom(Rows rows, int begin, int end) {
        int positions = 0;
        for (int i = begin; i < end; i++) {
            positions = Math.max(positions, rows.position(i) + 1);
        }
        rotary.reach(positions);
        int count = Simd.roundUp(end - begin, PackedMatrix.ROWS);
        if (residual.length < count * stride) {
            residual = new float[count * stride];
            normed = new float[count * stride];
            projected = new float[count * projectedStride];
            attended = new float[count * attendedStride];
            wide = new float[count * wideStride + Simd.WIDTH];
            gated = new float[count * gatedStride];
        }
    }
}
