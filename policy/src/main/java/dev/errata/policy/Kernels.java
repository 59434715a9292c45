package dev.errata.policy;

import dev.errata.policy.network.EngineUnavailableException;
import dev.errata.policy.network.Network;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.torch.TorchEngine;
import dev.errata.policy.torch.TorchInference;
import dev.errata.policy.torch.TorchNetwork;
import dev.errata.policy.vector.VectorInference;
import dev.errata.policy.vector.VectorNetwork;
import dev.errata.policy.weights.ModelConfig;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What computes a network. A GPU always has PyTorch's. */
enum Kernels {
    /** Java's vectors where the virtual machine has them and its heap room for the weights, PyTorch's kernels otherwise. */
    AUTO,
    /** Java's vectors. */
    VECTOR,
    /** PyTorch's kernels, by the script. */
    TORCH;

    /** System property that names one of them, in small letters. */
    static final String PROPERTY = "errata.kernels";

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    /** What the system property says, {@link #AUTO} where it is silent. */
    static Kernels chosen() {
        String name = System.getProperty(PROPERTY, "auto");
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PROPERTY + " must be auto, vector or torch, not '" + name + "'", e);
        }
    }

    /** A network of a shape on a device. */
    Network network(ModelConfig config, String device) {
        if (this == VECTOR && !VectorNetwork.isAvailable()) {
            throw new IllegalStateException(PROPERTY
                    + " is vector, but this virtual machine has no Vector API: start it with --add-modules"
                    + " jdk.incubator.vector, or say auto");
        }
        return this == TORCH || onGpu(device) || (this == AUTO && !suits(config))
                ? new TorchNetwork(config, device)
                : new VectorNetwork(config);
    }

    /** Whether this virtual machine was started so that vectors can compute a network of a shape; says what to do if not. */
    private static boolean suits(ModelConfig config) {
        if (!VectorNetwork.isAvailable()) {
            LOG.warn(
                    "PyTorch's kernels compute the network, which takes several times as long on a CPU: this virtual machine"
                            + " has no Vector API; start it with --add-modules jdk.incubator.vector");
            return false;
        }
        long needed = VectorNetwork.heapFor(config);
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            LOG.warn(
                    "PyTorch's kernels compute the network, which takes several times as long on a CPU: Java's vectors need a"
                            + " heap of {} MB for it, and this one may grow to {} MB (-Xmx)",
                    needed >> 20,
                    heap >> 20);
        }
        return needed <= heap;
    }

    /** Only PyTorch knows of GPUs; where it cannot be loaded and none was asked for, there is none. */
    private static boolean onGpu(String device) {
        try {
            return TorchEngine.onGpu(device);
        } catch (EngineUnavailableException e) {
            if (device.equals("auto")) {
                return false;
            }
            throw e;
        }
    }

    /** What samples from a network and scores by it. */
    static Inference inference(Network network) {
        return network instanceof VectorNetwork vectors
                ? new VectorInference(vectors)
                : new TorchInference((TorchNetwork) network);
    }
}
