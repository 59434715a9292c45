package dev.errata.policy.vector;

import jdk.incubator.vector.FloatVector;

/**
 * Products of row-major matrices with strides: out += left right, one tile at a time.
 *
 * <p>Every output is one sum in one order that starts from its old value. So it depends, bit by bit, on its own row and
 * column alone: not on the other rows, nor on the thread. Used by one thread at a time.
 */
final class Product {

    /** Rows of a tile. */
    static final int ROWS = 4;

    /** Columns of a tile. */
    static final int COLUMNS = 3 * Simd.WIDTH;

    /** Inputs of a transposed left matrix that are repacked at a time. */
    private static final int BLOCK = 256;

    /** Inputs whose memory pages fit the address translation cache of a core. */
    private static final int NEAR = 64;

    /** Minimum rows at which repacking the right matrix pays. */
    private static final int MIN_REPACKED_ROWS = 32;

    private float[] left = {};
    private int leftAt;
    private int leftStride;
    private float[] right = {};
    private int rightAt;
    private int rightStride;
    private float[] out = {};
    private int outAt;
    private int outStride;

    /** The repacked columns of the right matrix that one column of tiles reads, [inputs, COLUMNS]. */
    private float[] panel = {};

    /** The repacked transposed left matrix: for each tile [BLOCK, ROWS]. */
    private float[] slivers = {};

    /** The operands as the tiles read them: the matrices themselves or repacked copies. */
    private float[] x = {};

    private float[] w = {};
    private int wAt;
    private int wStride;

    /** Sets the left matrix, which begins at an index. */
    Product left(float[] numbers, int at, int stride) {
        left = numbers;
        leftAt = at;
        leftStride = stride;
        return this;
    }

    /** Sets the right matrix [inputs, columns], which begins at an index; whole tiles of it are read. */
    Product right(float[] numbers, int at, int stride) {
        right = numbers;
        rightAt = at;
        rightStride = stride;
        return this;
    }

    /**
     * Sets the matrix that results are added to; whole tiles of it are written, with 0 added for padding of the right
     * matrix.
     */
    Product into(float[] numbers, int at, int stride) {
        out = numbers;
        outAt = at;
        outStride = stride;
        return this;
    }

    /** Adds the product with a left matrix [rows, inputs]. */
    void add(int rows, int inputs, int columns) {
        x = left;
        for (int column = 0; column < columns; column += COLUMNS) {
            pointAt(column, 0, inputs, rows);
            for (int row = 0; row < rows; row += ROWS) {
                addTile(row, column, inputs);
            }
        }
    }

    /** Adds the product of a left matrix [rows, inputs] with a right one in panels [inputs, COLUMNS]. */
    void addPanels(float[][] panels, int rows, int inputs) {
        x = left;
        wAt = 0;
        wStride = COLUMNS;
        for (int panel = 0; panel < panels.length; panel++) {
            w = panels[panel];
            for (int row = 0; row < rows; row += ROWS) {
                addTile(row, panel * COLUMNS, inputs);
            }
        }
    }

    /** Adds the product with the transpose of a left matrix [inputs, rows]. */
    void addTransposed(int rows, int inputs, int columns) {
        for (int first = 0; first < inputs; first += BLOCK) {
            int count = Math.min(BLOCK, inputs - first);
            cutSlivers(rows, first, count);
            for (int column = 0; column < columns; column += COLUMNS) {
                pointAt(column, first, count, rows);
                for (int row = 0; row < rows; row += ROWS) {
                    addTransposedTile(row, column, count);
                }
            }
        }
    }

    /** Points the tiles at one column of the right matrix, repacked if that pays. */
    private void pointAt(int column, int first, int inputs, int rows) {
        w = right;
        wAt = rightAt + first * rightStride + column;
        wStride = rightStride;
        if (rightStride == COLUMNS || rows < MIN_REPACKED_ROWS) {
            return;
        }
        if (panel.length < inputs * COLUMNS) {
            panel = new float[inputs * COLUMNS];
        }
        for (int k = 0; k < inputs; k++) {
            System.arraycopy(right, wAt + k * rightStride, panel, k * COLUMNS, COLUMNS);
        }
        w = panel;
        wAt = 0;
        wStride = COLUMNS;
    }

    private void cutSlivers(int rows, int first, int inputs) {
        int size = Simd.roundUp(rows, ROWS) * BLOCK;
        if (slivers.length < size) {
            slivers = new float[size];
        }
        x = slivers;
        for (int from = 0; from < inputs; from += NEAR) {
            int end = Math.min(inputs, from + NEAR);
            for (int row = 0; row < rows; row += ROWS) {
                cutSliver(leftAt + (first + from) * leftStride + row, row * BLOCK + from * ROWS, end - from);
            }
        }
    }

    private void cutSliver(int from, int to, int count) {
        float[] source = left;
        float[] target = slivers;
        for (int k = 0; k < count; k++) {
            int at = from + k * leftStride;
            int into = to + k * ROWS;
            target[into] = source[at];
            target[into + 1] = source[at + 1];
            target[into + 2] = source[at + 2];
            target[into + 3] = source[at + 3];
        }
    }

    /**
     * Adds one tile. Its twelve sums are separate variables so that they stay in registers: each vector read from the
     * right matrix is used for four rows of the left, each number of the left for three vectors of the right.
     */
    @SuppressWarnings("checkstyle:MethodLength")
    private void addTile(int row, int column, int inputs) {
        float[] x = this.x;
        float[] w = this.w;
        float[] y = out;
        int x0 = leftAt + row * leftStride;
        int x1 = x0 + leftStride;
        int x2 = x1 + leftStride;
        int x3 = x2 + leftStride;
        int from = wAt;
        int step = wStride;
        int y0 = outAt + row * outStride + column;
        int y1 = y0 + outStride;
        int y2 = y1 + outStride;
        int y3 = y2 + outStride;
        FloatVector a0 = Simd.load(y, y0);
        FloatVector b0 = Simd.load(y, y0 + Simd.WIDTH);
        FloatVector c0 = Simd.load(y, y0 + 2 * Simd.WIDTH);
        FloatVector a1 = Simd.load(y, y1);
        FloatVector b1 = Simd.load(y, y1 + Simd.WIDTH);
        FloatVector c1 = Simd.load(y, y1 + 2 * Simd.WIDTH);
        FloatVector a2 = Simd.load(y, y2);
        FloatVector b2 = Simd.load(y, y2 + Simd.WIDTH);
        FloatVector c2 = Simd.load(y, y2 + 2 * Simd.WIDTH);
        FloatVector a3 = Simd.load(y, y3);
        FloatVector b3 = Simd.load(y, y3 + Simd.WIDTH);
        FloatVector c3 = Simd.load(y, y3 + 2 * Simd.WIDTH);
        for (int k = 0; k < inputs; k++) {
            int at = from + k * step;
            FloatVector wa = Simd.load(w, at);
            FloatVector wb = Simd.load(w, at + Simd.WIDTH);
            FloatVector wc = Simd.load(w, at + 2 * Simd.WIDTH);
            FloatVector one = FloatVector.broadcast(Simd.FLOATS, x[x0 + k]);
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
        store(a0, b0, c0, y, y0);
        store(a1, b1, c1, y, y1);
        store(a2, b2, c2, y, y2);
        store(a3, b3, c3, y, y3);
    }

    /** As {@link #addTile}, for a sliver. */
    @SuppressWarnings("checkstyle:MethodLength")
    private void addTransposedTile(int row, int column, int inputs) {
        float[] x = this.x;
        float[] w = this.w;
        float[] y = out;
        int x0 = row * BLOCK;
        int from = wAt;
        int step = wStride;
        int y0 = outAt + row * outStride + column;
        int y1 = y0 + outStride;
        int y2 = y1 + outStride;
        int y3 = y2 + outStride;
        FloatVector a0 = Simd.load(y, y0);
        FloatVector b0 = Simd.load(y, y0 + Simd.WIDTH);
        FloatVector c0 = Simd.load(y, y0 + 2 * Simd.WIDTH);
        FloatVector a1 = Simd.load(y, y1);
        FloatVector b1 = Simd.load(y, y1 + Simd.WIDTH);
        FloatVector c1 = Simd.load(y, y1 + 2 * Simd.WIDTH);
        FloatVector a2 = Simd.load(y, y2);
        FloatVector b2 = Simd.load(y, y2 + Simd.WIDTH);
        FloatVector c2 = Simd.load(y, y2 + 2 * Simd.WIDTH);
        FloatVector a3 = Simd.load(y, y3);
        FloatVector b3 = Simd.load(y, y3 + Simd.WIDTH);
        FloatVector c3 = Simd.load(y, y3 + 2 * Simd.WIDTH);
        for (int k = 0; k < inputs; k++) {
            int at = from + k * step;
            int xAt = x0 + k * ROWS;
            FloatVector wa = Simd.load(w, at);
            FloatVector wb = Simd.load(w, at + Simd.WIDTH);
            FloatVector wc = Simd.load(w, at + 2 * Simd.WIDTH);
            FloatVector one = FloatVector.broadcast(Simd.FLOATS, x[xAt]);
            a0 = one.fma(wa, a0);
            b0 = one.fma(wb, b0);
            c0 = one.fma(wc, c0);
            one = FloatVector.broadcast(Simd.FLOATS, x[xAt + 1]);
            a1 = one.fma(wa, a1);
            b1 = one.fma(wb, b1);
            c1 = one.fma(wc, c1);
            one = FloatVector.broadcast(Simd.FLOATS, x[xAt + 2]);
            a2 = one.fma(wa, a2);
            b2 = one.fma(wb, b2);
            c2 = one.fma(wc, c2);
            one = FloatVector.broadcast(Simd.FLOATS, x[xAt + 3]);
            a3 = one.fma(wa, a3);
            b3 = one.fma(wb, b3);
            c3 = one.fma(wc, c3);
        }
        store(a0, b0, c0, y, y0);
        store(a1, b1, c1, y, y1);
        store(a2, b2, c2, y, y2);
        store(a3, b3, c3, y, y3);
    }

    private static void store(FloatVector a, FloatVector b, FloatVector c, float[] to, int at) {
        a.intoArray(to, at);
        b.intoArray(to, at + Simd.WIDTH);
        c.intoArray(to, at + 2 * Simd.WIDTH);
    }
}
