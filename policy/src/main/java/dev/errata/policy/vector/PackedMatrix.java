package dev.errata.policy.vector;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * A weight [M, K] as products want it: panels of {@link #COLUMNS} outputs, each with their K weights side by side, [K,
 * COLUMNS]. A panel is read from memory once and then multiplied with all rows while it lies in the cache.
 *
 * <p>Every output is one sum over K in one order, so a row's result does not depend on what is multiplied beside it, bit by
 * bit. Immutable once filled.
 */
final class PackedMatrix {

    /** Outputs a panel. */
    static final int COLUMNS = 3 * Simd.WIDTH;

    /** Rows that are multiplied at once: the products of a tile stay in registers. */
    static final int ROWS = 4;

    private final int outputs;
    private final int inputs;
    private final float[][] panels;
    private long filled;

    /** A matrix to be filled. */
    PackedMatrix(int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
        panels = new float[(outputs + COLUMNS - 1) / COLUMNS][inputs * COLUMNS];
    }

    /** Takes the next numbers, row after row of [M, K]. */
    void fill(FloatBuffer numbers) {
        while (numbers.hasRemaining()) {
            int row = Math.toIntExact(filled / inputs);
            float[] panel = panels[row / COLUMNS];
            int at = row % COLUMNS;
            int first = (int) (filled % inputs);
            int end = Math.min(inputs, first + numbers.remaining());
            for (int k = first; k < end; k++) {
                panel[k * COLUMNS + at] = numbers.get();
            }
            filled += end - first;
        }
    }

    /** The stride of a row of outputs, for their last panel may have room to spare. */
    int stride() {
        return panels.length * COLUMNS;
    }

    int outputs() {
        return outputs;
    }

    int inputs() {
        return inputs;
    }

    /** One row of the matrix, into an array from 0 on. */
    void row(int row, float[] into, int begin) {
        float[] panel = panels[row / COLUMNS];
        int at = row % COLUMNS;
        for (int k = 0; k < inputs; k++) {
            into[begin + k] = panel[k * COLUMNS + at];
        }
    }

    /**
     * out += x W^T for so many rows: x [rows, K] with a stride, out [rows, stride()]. Both arrays have room for a multiple of
     * {@link #ROWS} rows; what lies in the spare ones means nothing.
     */
    void addProduct(float[] x, int xStride, int rows, float[] out) {
        for (int panel = 0; panel < panels.length; panel++) {
            for (int row = 0; row < rows; row += ROWS) {
                addTile(x, xStride, row, panel, out);
            }
        }
    }

    /**
     * A tile of {@link #ROWS} x {@link #COLUMNS} outputs. Its twelve sums have a name each, for only so do they stay in
     * registers: each weight that is read meets four rows, each input three vectors.
     */
    @SuppressWarnings("checkstyle:MethodLength")
    private void addTile(float[] x, int xStride, int row, int panel, float[] out) {
        float[] w = panels[panel];
        int stride = stride();
        int at = row * xStride;
        int to = row * stride + panel * COLUMNS;
        int x1 = at + xStride;
        int x2 = x1 + xStride;
        int x3 = x2 + xStride;
        int to1 = to + stride;
        int to2 = to1 + stride;
        int to3 = to2 + stride;
        FloatVector a0 = load(out, to);
        FloatVector b0 = load(out, to + Simd.WIDTH);
        FloatVector c0 = load(out, to + 2 * Simd.WIDTH);
        FloatVector a1 = load(out, to1);
        FloatVector b1 = load(out, to1 + Simd.WIDTH);
        FloatVector c1 = load(out, to1 + 2 * Simd.WIDTH);
        FloatVector a2 = load(out, to2);
        FloatVector b2 = load(out, to2 + Simd.WIDTH);
        FloatVector c2 = load(out, to2 + 2 * Simd.WIDTH);
        FloatVector a3 = load(out, to3);
        FloatVector b3 = load(out, to3 + Simd.WIDTH);
        FloatVector c3 = load(out, to3 + 2 * Simd.WIDTH);
        for (int k = 0; k < inputs; k++) {
            FloatVector wa = load(w, k * COLUMNS);
            FloatVector wb = load(w, k * COLUMNS + Simd.WIDTH);
            FloatVector wc = load(w, k * COLUMNS + 2 * Simd.WIDTH);
            FloatVector one = FloatVector.broadcast(Simd.FLOATS, x[at + k]);
            a0 = one.fma(wa, a0);
            b0 = one.fma(wb, b0);
            c0 = one.fma(wc, c0);
            one = FloatVector.broadcast(Simd.FLOATS, x[x1 + k]);
            a1 = one.fma(wa, a1);
            b1 = one.fma(wb, b1);
            c1 = one.fma(wc, c1);
            one = FloatVector.broadcast(Simd.FLOATS, x[x2 + k]);
            a2 = one.fma(wa, a2);
            b2 = one.fma(wb, b2);
            c2 = one.fma(wc, c2);
            one = FloatVector.broadcast(Simd.FLOATS, x[x3 + k]);
            a3 = one.fma(wa, a3);
            b3 = one.fma(wb, b3);
            c3 = one.fma(wc, c3);
        }
        a0.intoArray(out, to);
        b0.intoArray(out, to + Simd.WIDTH);
        c0.intoArray(out, to + 2 * Simd.WIDTH);
        a1.intoArray(out, to1);
        b1.intoArray(out, to1 + Simd.WIDTH);
        c1.intoArray(out, to1 + 2 * Simd.WIDTH);
        a2.intoArray(out, to2);
        b2.intoArray(out, to2 + Simd.WIDTH);
        c2.intoArray(out, to2 + 2 * Simd.WIDTH);
        a3.intoArray(out, to3);
        b3.intoArray(out, to3 + Simd.WIDTH);
        c3.intoArray(out, to3 + 2 * Simd.WIDTH);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Simd.FLOATS, from, at);
    }
}
