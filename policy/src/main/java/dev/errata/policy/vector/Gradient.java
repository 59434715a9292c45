package dev.errata.policy.vector;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Where the slopes of the weights add up. Rows of a matrix, and columns of a vector, are shared out over the threads. */
final class Gradient {

    private final WeightArrays weights;
    private final WeightArrays sums;
    private final RmsNorm norm;
    private final Threads threads;
    private final List<Product> products = new ArrayList<>();

    /** A gradient of zeros. */
    Gradient(VectorNetwork network) {
        weights = network.weights();
        sums = new WeightArrays(network.layout());
        norm = new RmsNorm(network.config());
        threads = network.threads();
        for (int slot = 0; slot < threads.count(); slot++) {
            products.add(new Product());
        }
    }

    /** The weights themselves. */
    WeightArrays weights() {
        return weights;
    }

    /** The sums so far. */
    WeightArrays sums() {
        return sums;
    }

    /** Adds y^T x over so many rows: y the slope of a product with a matrix [M, K], [N, M], and x what it was with, [N, K]. */
    void add(int matrix, Grid y, Grid x, int rows) {
        int stride = sums.stride(matrix);
        threads.split(sums.rows(matrix), (slot, begin, end) -> products.get(slot)
                .left(y.numbers(), y.begin() + begin, y.stride())
                .right(x.numbers(), x.begin(), x.stride())
                .into(sums.of(matrix), begin * stride, stride)
                .addTransposed(end - begin, rows, sums.columns(matrix)));
    }

    /** Adds y W to so many rows: the slope of what a matrix [M, K] was multiplied with, [N, K], given that of the product, [N, M]. */
    void pullBack(int matrix, Grid y, Grid sum, int rows) {
        threads.split(rows, (slot, begin, end) -> products.get(slot)
                .left(y.numbers(), y.at(begin), y.stride())
                .right(weights.of(matrix), 0, weights.stride(matrix))
                .into(sum.numbers(), sum.at(begin), sum.stride())
                .add(end - begin, weights.rows(matrix), weights.columns(matrix)));
    }

    /** Adds the rows of a slope [N, M] to that of a bias [M]. */
    void addColumns(int vector, Grid y, int rows) {
        float[] sum = sums.of(vector);
        splitColumns(vector, (begin, end) -> {
            for (int row = 0; row < rows; row++) {
                for (int at = begin; at < end; at += Simd.WIDTH) {
                    Simd.load(sum, at)
                            .add(Simd.load(y.numbers(), y.at(row) + at))
                            .intoArray(sum, at);
                }
            }
        });
    }

    /** Adds dy x l over so many rows to the slope of a norm's scale: x what was normed and dy the slope of the result, [N, D]. */
    void addScale(int vector, Grid x, Grid y, int rows) {
        float[] sum = sums.of(vector);
        float[] lengths = new float[rows];
        threads.split(rows, (slot, begin, end) -> {
            for (int row = begin; row < end; row++) {
                lengths[row] = norm.length(x.numbers(), x.at(row));
            }
        });
        splitColumns(vector, (begin, end) -> {
            for (int row = 0; row < rows; row++) {
                FloatVector length = FloatVector.broadcast(Simd.FLOATS, lengths[row]);
                for (int at = begin; at < end; at += Simd.WIDTH) {
                    Simd.load(x.numbers(), x.at(row) + at)
                            .mul(length)
                            .fma(Simd.load(y.numbers(), y.at(row) + at), Simd.load(sum, at))
                            .intoArray(sum, at);
                }
            }
        });
    }

    /** Adds the slopes of rows to those of the embeddings of their tokens. */
    void addEmbeddings(int[] tokens, Grid slope) {
        float[] sum = sums.of(0);
        int stride = sums.stride(0);
        for (int row = 0; row < tokens.length; row++) {
            int to = tokens[row] * stride;
            for (int d = 0; d < stride; d += Simd.WIDTH) {
                Simd.load(sum, to + d)
                        .add(Simd.load(slope.numbers(), slope.at(row) + d))
                        .intoArray(sum, to + d);
            }
        }
    }

    private interface ColumnWork {
        void run(int begin, int end);
    }

    private void splitColumns(int vector, ColumnWork work) {
        threads.split(
                sums.stride(vector) / Simd.WIDTH,
                1,
                (slot, begin, end) -> work.run(begin * Simd.WIDTH, end * Simd.WIDTH));
    }
}
