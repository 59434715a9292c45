package dev.errata.policy.vector;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The gradients of the weights, summed over micro-batches. Each thread owns rows of the matrices and columns of the
 * vectors, so every number is one sum in one order, with any number of threads.
 */
final class WeightGradients {

    private final WeightArrays weights;
    private final WeightArrays sums;
    private final Threads threads;
    private final List<Product> products = new ArrayList<>();

    /** A gradient of zeros. */
    WeightGradients(VectorNetwork network) {
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

    /** One addend of the gradient of one weight. */
    interface Term {

        /** Adds a thread's share, summed over a number of rows. */
        void add(WeightGradients gradient, int slot, int rows);
    }

    /** y^T x for a matrix [M, K]: y the gradient of its output, [N, M], and x its input, [N, K]. */
    record OfMatrix(int weight, Matrix y, Matrix x) implements Term {

        @Override
        public void add(WeightGradients gradient, int slot, int rows) {
            int stride = gradient.sums.stride(weight);
            gradient.threads.share(slot, gradient.sums.rows(weight), Product.ROWS, (begin, end) -> gradient.products
                    .get(slot)
                    .left(y.numbers(), y.begin() + begin, y.stride())
                    .right(x.numbers(), x.begin(), x.stride())
                    .into(gradient.sums.of(weight), begin * stride, stride)
                    .addTransposed(end - begin, rows, gradient.sums.columns(weight)));
        }
    }

    /** The sum of the rows of y for a bias [M]: y the gradient of its output, [N, M]. */
    record OfBias(int weight, Matrix y) implements Term {

        @Override
        public void add(WeightGradients gradient, int slot, int rows) {
            float[] sum = gradient.sums.of(weight);
            gradient.shareColumns(slot, weight, (begin, end) -> {
                for (int row = 0; row < rows; row++) {
                    addRow(y, row, sum, begin, end);
                }
            });
        }
    }

    private static void addRow(Matrix y, int row, float[] sum, int begin, int end) {
        int from = y.at(row);
        for (int at = begin; at < end; at += Simd.WIDTH) {
            Simd.load(sum, at).add(Simd.load(y.numbers(), from + at)).intoArray(sum, at);
        }
    }

    /**
     * The sum of dy x r for the scale of a norm [D]: x its input and dy the gradient of its output, [N, D]; r as in
     * {@link RmsNorm}, [N].
     */
    record OfScale(int weight, Matrix x, Matrix dy, float[] inverseRms) implements Term {

        @Override
        public void add(WeightGradients gradient, int slot, int rows) {
            gradient.shareColumns(slot, weight, (begin, end) -> {
                for (int row = 0; row < rows; row++) {
                    addRow(row, gradient.sums.of(weight), begin, end);
                }
            });
        }

        private void addRow(int row, float[] sum, int begin, int end) {
            FloatVector r = FloatVector.broadcast(Simd.FLOATS, inverseRms[row]);
            for (int at = begin; at < end; at += Simd.WIDTH) {
                Simd.load(x.numbers(), x.at(row) + at)
                        .mul(r)
                        .fma(Simd.load(dy.numbers(), dy.at(row) + at), Simd.load(sum, at))
                        .intoArray(sum, at);
            }
        }
    }

    /** Adds terms, summed over a number of rows; each thread adds its share of all of them. */
    void add(int rows, List<Term> terms) {
        threads.all(slot -> terms.forEach(term -> term.add(this, slot, rows)));
    }

    private void shareColumns(int slot, int weight, Threads.Range work) {
        threads.share(slot, sums.stride(weight), Simd.WIDTH, work);
    }

    /** Adds y W, the gradient of the input of a matrix [M, K], to rows [N, K], given that of its output y [N, M]. */
    void addInputGradient(int slot, int matrix, Matrix y, Matrix sum, int rows) {
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

    /** Adds the gradients of rows to those of the embeddings of their tokens. */
    void addEmbeddings(int[] tokens, Matrix gradient) {
        int stride = sums.stride(0);
        for (int row = 0; row < tokens.length; row++) {
            int to = tokens[row] * stride;
            for (int d = 0; d < stride; d += Simd.WIDTH) {
                Simd.load(sums.of(0), to + d)
                        .add(Simd.load(gradient.numbers(), gradient.at(row) + d))
                        .intoArray(sums.of(0), to + d);
            }
        }
    }
}
