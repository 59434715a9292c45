package dev.errata.ops.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.torch.TorchEngine;
import dev.errata.policy.vector.MatrixRate;
import dev.errata.policy.vector.VectorNetwork;

/**
 * How fast matrices are multiplied here: the rate that everything else is held against. On a CPU it is the better of PyTorch's and
 * Java's vectors'.
 */
final class GemmPeak {

    private static final int SIZE = 2048;
    private static final int TRIALS = 8;

    private GemmPeak() {}

    /**
     * The best of several fp32 products of square matrices, 2 x 2048^3 operations each, on the engine's threads.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @return GFLOP/s
     */
    static double gflops(String device) {
        double torch = torch(device);
        return VectorNetwork.isAvailable() && !TorchEngine.onGpu(device)
                ? Math.max(torch, MatrixRate.gflops(SIZE, TRIALS, TorchEngine.threads()))
                : torch;
    }

    private static double torch(String device) {
        double best = 0;
        try (NDManager scope = TorchEngine.newManager(device)) {
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
