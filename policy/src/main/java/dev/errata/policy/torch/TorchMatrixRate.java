package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Measures how fast a device multiplies matrices through PyTorch: the rate that benchmarks are compared with. */
public final class TorchMatrixRate {

    private TorchMatrixRate() {}

    /**
     * The best rate of several fp32 products of square matrices.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @param size rows and columns of each matrix
     * @param trials number of products
     * @return GFLOP/s, 2 size^3 operations a product
     */
    public static double gflops(String device, int size, int trials) {
        double best = 0;
        try (NDManager scope = TorchEngine.newManager(device)) {
            NDArray left = scope.randomUniform(-1, 1, new Shape(size, size));
            NDArray right = scope.randomUniform(-1, 1, new Shape(size, size));
            for (int trial = 0; trial < trials; trial++) {
                long began = System.nanoTime();
                try (NDArray product = left.matMul(right)) {
                    // A GPU returns before it has multiplied; reading a number waits for it.
                    product.getFloat(0, 0);
                }
                best = Math.max(best, 2.0 * size * size * size / (System.nanoTime() - began));
            }
        }
        return best;
    }
}
