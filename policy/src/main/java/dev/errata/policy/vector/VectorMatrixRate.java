package dev.errata.policy.vector;

import java.util.Random;

/** Measures how fast this processor multiplies matrices in Java vectors: the rate that benchmarks are compared with. */
public final class VectorMatrixRate {

    private VectorMatrixRate() {}

    /**
     * The best of several fp32 products of square matrices.
     *
     * @param size rows and columns of each
     * @param trials number of products
     * @param threads threads that share a product
     * @return GFLOP/s, 2 size^3 operations a product
     */
    public static double gflops(int size, int trials, int threads) {
        Matrix left = Matrix.of(size, Simd.roundUp(size, Product.COLUMNS));
        Matrix out = Matrix.of(size, left.stride());
        Random random = new Random(1);
        for (int i = 0; i < size * left.stride(); i++) {
            left.numbers()[i] = random.nextFloat();
        }
        PackedMatrix right = new PackedMatrix(size, size);
        right.pack(left.numbers(), left.stride(), 0, right.panels());
        double best = 0;
        try (Threads workers = new Threads(threads)) {
            for (int trial = 0; trial < trials; trial++) {
                long began = System.nanoTime();
                workers.split(size, (slot, begin, end) -> {
                    Product product = left.from(begin).leftOf(new Product());
                    right.addTo(product.into(out.numbers(), out.at(begin), out.stride()), end - begin);
                });
                best = Math.max(best, 2.0 * size * size * size / (System.nanoTime() - began));
            }
        }
        return best;
    }
}
