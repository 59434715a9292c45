package dev.errata.ops.bench;

import dev.errata.policy.Backends;

/** Measures the peak rate of matrix multiplication on this machine, the reference for all other rates. */
final class GemmPeak {

    private static final int SIZE = 2048;
    private static final int TRIALS = 8;

    private GemmPeak() {}

    /**
     * The best of several fp32 products of square matrices, 2 x 2048^3 operations each. On a CPU it is the better of
     * PyTorch's and that of Java vectors.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @return GFLOP/s
     */
    static double gflops(String device) {
        return Backends.matrixGflops(device, SIZE, TRIALS);
    }
}
