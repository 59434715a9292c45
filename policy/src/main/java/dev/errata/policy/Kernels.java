package dev.errata.policy;

import dev.errata.policy.network.Decoder;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.script.ScriptInference;
import dev.errata.policy.vector.VectorInference;
import java.util.Locale;

/** What computes when a policy samples, scores and reviews. A GPU always has PyTorch's. */
enum Kernels {
    /** Java's vectors where the virtual machine has them, PyTorch's kernels otherwise. */
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

    Inference inference(Decoder decoder) {
        if (this == VECTOR && !VectorInference.isAvailable()) {
            throw new IllegalStateException(PROPERTY
                    + " is vector, but this virtual machine has no Vector API: start it with --add-modules"
                    + " jdk.incubator.vector, or say auto");
        }
        boolean torch = decoder.onGpu() || this == TORCH || !VectorInference.isAvailable();
        return torch ? new ScriptInference(decoder) : new VectorInference(decoder);
    }
}
