package dev.errata.policy.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The gate of the MLP (arXiv:2002.05202) on one row of gates and then ups, [2 F], and its gradient.
 *
 * <pre>
 *   y = silu(g) u,   silu(g) = g s,   s = 1 / (1 + e^-g)
 *   dg = dy u s (1 + g (1 - s)),   du = dy silu(g)
 * </pre>
 */
final class SwiGlu {

    private final int width;

    /** A row of y is padded with zeros to this length. */
    private final int stride;

    SwiGlu(int width) {
        this.width = width;
        stride = Simd.roundUp(width, Product.COLUMNS);
    }

    int stride() {
        return stride;
    }

    /** Writes y of the row at {@code at} to the row at {@code to}. */
    void apply(float[] gateUp, int at, float[] out, int to) {
        for (int f = 0; f < width; f += Simd.WIDTH) {
            FloatVector gate = Simd.load(gateUp, at + f);
            FloatVector up = Simd.load(gateUp, at + width + f);
            gate.div(Simd.exp(gate.neg()).add(1f)).mul(up).intoArray(out, to + f);
        }
        Arrays.fill(out, to + width, to + stride, 0);
    }

    /** Replaces gates and ups of the row at an index by their gradients, given that of y. */
    void replaceByGradients(float[] gateUp, int at, float[] gradient, int from) {
        int f = 0;
        for (; f + Simd.WIDTH <= width; f += Simd.WIDTH) {
            FloatVector gate = Simd.load(gateUp, at + f);
            FloatVector up = Simd.load(gateUp, at + width + f);
            FloatVector dy = Simd.load(gradient, from + f);
            FloatVector denominator = Simd.exp(gate.neg()).add(1f);
            FloatVector silu = gate.div(denominator);
            // s (1 + g (1 - s)) = s + silu(g) - silu(g) s
            FloatVector s = FloatVector.broadcast(Simd.FLOATS, 1f).div(denominator);
            dy.mul(up).mul(s.add(silu).sub(silu.mul(s))).intoArray(gateUp, at + f);
            dy.mul(silu).intoArray(gateUp, at + width + f);
        }
        for (; f < width; f++) {
            float gate = gateUp[at + f];
            float up = gateUp[at + width + f];
            float s = (float) (1 / (1 + Math.exp(-gate)));
            gateUp[at + f] = gradient[from + f] * up * s * (1 + gate * (1 - s));
            gateUp[at + width + f] = gradient[from + f] * gate * s;
        }
    }
}
