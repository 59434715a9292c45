package dev.errata.ops.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** How fast this engine multiplies matrices here: the rate that everything else is held against. */
final class GemmPeak {

    private static final int SIZE = 2048;
    private static final int TRIALS = 8;

    private GemmPeak() {}

    /**
     * The best of several fp32 products of square matrices, 2 x 2048^3 operations each, on the engine's threads.
     *
     * @return GFLOP/s
     */
    static double gflops(NDManager owner) {
        double best = 0;
        try (NDManager scope = owner.newSubManager()) {
            NDArray left = scope.randomUniform(-1, 1, new Shape(SIZE, SIZE));
            NDArray right = scope.randomUniform(-1, 1, new Shape(SIZE, SIZE));
            for (int trial = 0; trial < TRIALS; trial++) {
                long began = System.nanoTime();
                try (NDArray product = left.matMul(right)) {
                    // A GPU answers before it has multiplied; reading a number waits for it.
                    product.getFloat(0, 0);
                }
                best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - began));
            }
        }
        return best;
    }
}
