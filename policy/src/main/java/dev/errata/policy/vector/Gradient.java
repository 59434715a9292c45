package dev.errata.policy.vector;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Where the slopes of the weights add up. Each thread has rows of the matrices and columns of the vectors of its own, so every
 * number is one sum in one order, however many threads there are.
 */
final class Gradient {

    private final WeightArrays weights;
    private final WeightArrays sums;
    private final Threads threads;
    private final List<Product> products = new ArrayList<>();

    /** A gradient of zeros. */
    Gradient(VectorNetwork network) {
        weights = network.weights();
        sums = new WeightArrays(network.layout());
        threads = network.threads();
        for (int slot = 0; slot < threads.count(); slot++) {
            products.add(new Product());
        }
    }

    /** The sums so far. */
    WeightArrays sums() {
        return sums;
    }

    /** What is added to the slope of one weight. */
    interface Term {

        /** Adds a thread's share of it, over so many rows. */
        void add(Gradient gradient, int slot, int rows);
    }

    /** y^T x: y the slope of a product with a matrix [M, K], [N, M], and x what it was with, [N, K]. */
    record OfMatrix(int weight, Grid y, Grid x) implements Term {

        @Override
        public void add(Gradient gradient, int slot, int rows) {
            int stride = gradient.sums.stride(weight);
            gradient.threads.share(slot, gradient.sums.rows(weight), Product.ROWS, (begin, end) -> gradient.products
                    .get(slot)
                    .left(y.numbers(), y.begin() + begin, y.stride())
                    .right(x.numbers(), x.begin(), x.stride())
                    .into(gradient.sums.of(weight), begin * stride, stride)
                    .addTransposed(end - begin, rows, gradient.sums.columns(weight)));
        }
    }

    /** The rows of the slope y [N, M] of a bias [M]. */
    record OfBias(int weight, Grid y) implements Term {

        @Override
        public void add(Gradient gradient, int slot, int rows) {
            float[] sum = gradient.sums.of(weight);
            gradient.shareColumns(slot, weight, (begin, end) -> {
                for (int row = 0; row < rows; row++) {
                    addRow(y, row, sum, begin, end);
                }
            });
        }
    }

    private static void addRow(Grid y, int row, float[] sum, int begin, int end) {
        int from = y.at(row);
        for (int at = begin; at < end; at += Simd.WIDTH) {
            Simd.load(sum, at).add(Simd.load(y.numbers(), from + at)).intoArray(sum, at);
        }
    }

    /** dy x l of a norm's scale [D]: x what was normed and dy the slope of the result, [N, D], l [N] as the norm has it. */
    record OfScale(int weight, Grid x, Grid dy, float[] lengths) implements Term {

        @Override
        public void add(Gradient gradient, int slot, int rows) {
            gradient.shareColumns(slot, weight, (begin, end) -> {
                for (int row = 0; row < rows; row++) {
                    addRow(row, gradient.sums.of(weight), begin, end);
                }
            });
        }

        private void addRow(int row, float[] sum, int begin, int end) {
            FloatVector length = FloatVector.broadcast(Simd.FLOATS, lengths[row]);
            for (int at = begin; at < end; at += Simd.WIDTH) {
                Simd.load(x.numbers(), x.at(row) + at)
                        .mul(length)
                        .fma(Simd.load(dy.numbers(), dy.at(row) + at), Simd.load(sum, at))
                        .intoArray(sum, at);
            }
        }
    }

    /** Adds terms over so many rows, each thread its share of all of them. */
    void add(int rows, List<Term> terms) {
        threads.all(slot -> terms.forEach(term -> term.add(this, slot, rows)));
    }

    private void shareColumns(int slot, int weight, Threads.Range work) {
        threads.share(slot, sums.stride(weight), Simd.WIDTH, work);
    }

    /** Adds y W to some rows: the slope of what a matrix [M, K] was multiplied with, [N, K], given that of the product, [N, M]. */
    void pullBack(int slot, int matrix, Grid y, Grid sum, int rows) {
        products.get(slot)
                .left(y.numbers(), y.begin(), y.stride())
                .right(weights.of(matrix), 0, weights.stride(matrix))
                .into(sum.numbers(), sum.begin(), sum.stride())
                .add(rows, weights.rows(matrix), weights.columns(matrix));
    }

    /** The scale of a norm, [D]. */
    float[] scale(int weight) {
        return weights.of(weight);
    }

    /** Adds the slopes of rows to those of the embeddings of their tokens. */
    void addEmbeddings(int[] tokens, Grid slope) {
        int stride = sums.stride(0);
        for (int row = 0; row < tokens.length; row++) {
            int to = tokens[row] * stride;
            for (int d = 0; d < stride; d += Simd.WIDTH) {
                Simd.load(sums.of(0), to + d)
                        .add(Simd.load(slope.numbers(), slope.at(row) + d))
                        .intoArray(sums.of(0), to + d);
            }
        }
    }
}
