package dev.errata.policy;

import dev.errata.policy.network.Decoder;
import dev.errata.policy.network.Engine;
import dev.errata.policy.network.Network;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.script.ScriptInference;
import dev.errata.policy.vector.VectorInference;
import dev.errata.policy.vector.VectorNetwork;
import dev.errata.policy.weights.ModelConfig;
import java.util.Locale;

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
    Network network(ModelConfig config, String device, float[] frequencies) {
        if (this == VECTOR && !VectorNetwork.isAvailable()) {
            throw new IllegalStateException(PROPERTY
                    + " is vector, but this virtual machine has no Vector API: start it with --add-modules"
                    + " jdk.incubator.vector, or say auto");
        }
        boolean vectors = this == VECTOR || (this == AUTO && VectorNetwork.isAvailable() && VectorNetwork.fits(config));
        return vectors && !Engine.onGpu(device)
                ? new VectorNetwork(config, frequencies)
                : new Decoder(config, device, frequencies);
    }

    /** What samples from a network and scores by it. */
    static Inference inference(Network network) {
        return network instanceof VectorNetwork vectors
                ? new VectorInference(vectors)
                : new ScriptInference((Decoder) network);
    }
}
