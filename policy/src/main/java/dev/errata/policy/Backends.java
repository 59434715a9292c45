package dev.errata.policy;

import dev.errata.policy.backend.Backend;
import dev.errata.policy.backend.BackendUnavailableException;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.torch.TorchBackend;
import dev.errata.policy.torch.TorchLibraries;
import dev.errata.policy.torch.TorchMatrixRate;
import dev.errata.policy.vector.VectorBackend;
import dev.errata.policy.vector.VectorMatrixRate;
import dev.errata.policy.weights.ModelConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the backend that computes a network. The only class that refers to a concrete backend. */
public final class Backends {

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    private Backends() {}

    /**
     * A network of zeros on a device.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     */
    static Backend open(BackendChoice choice, ModelConfig config, String device) {
        if (choice == BackendChoice.VECTOR && !VectorBackend.isAvailable()) {
            throw new IllegalStateException(BackendChoice.PROPERTY
                    + " is vector, but this virtual machine has no Vector API: start it with --add-modules"
                    + " jdk.incubator.vector, or set it to auto");
        }
        boolean torch = choice == BackendChoice.TORCH
                || onGpu(device)
                || (choice == BackendChoice.AUTO && !suitsVectors(config));
        return torch ? new TorchBackend(config, device) : new VectorBackend(config, TorchBackend::compile);
    }

    /** Whether the vector backend can compute a network of this shape here; logs what to change if not. */
    private static boolean suitsVectors(ModelConfig config) {
        if (!VectorBackend.isAvailable()) {
            LOG.warn("PyTorch computes the network, which takes several times as long on a CPU:"
                    + " this virtual machine has no Vector API; start it with --add-modules jdk.incubator.vector");
            return false;
        }
        long needed = VectorBackend.heapFor(config);
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            LOG.warn(
                    "PyTorch computes the network, which takes several times as long on a CPU: Java vectors need a"
                            + " heap of {} MB for it, and this one may grow to {} MB (-Xmx)",
                    needed >> 20,
                    heap >> 20);
        }
        return needed <= heap;
    }

    /** Only the PyTorch backend sees GPUs. If it cannot be loaded and no GPU was requested, there is none. */
    private static boolean onGpu(String device) {
        try {
            return TorchBackend.onGpu(device);
        } catch (BackendUnavailableException e) {
            if (device.equals("auto")) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Loads the native libraries of the backends. The first load on a machine unpacks some 430 MB.
     *
     * @return the version of PyTorch
     */
    public static String loadLibraries() {
        return TorchLibraries.load();
    }

    /** Whether the native libraries have been unpacked on this machine before. */
    public static boolean librariesAreUnpacked() {
        return TorchLibraries.areUnpacked();
    }

    /**
     * The best rate of several fp32 products of square matrices on a device. On a CPU it is the better of the two
     * backends.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @param size rows and columns of each matrix
     * @param trials number of products per backend
     * @return GFLOP/s, 2 size^3 operations a product
     */
    public static double matrixGflops(String device, int size, int trials) {
        double torch = TorchMatrixRate.gflops(device, size, trials);
        return VectorBackend.isAvailable() && !TorchBackend.onGpu(device)
                ? Math.max(torch, VectorMatrixRate.gflops(size, trials, ComputeThreads.count()))
                : torch;
    }
}
