package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;

/** A network's weights in memory, wherever they lie. */
public interface Network extends AutoCloseable {

    /** Its shape. */
    ModelConfig config();

    /** Names and shapes of its weights. */
    WeightLayout layout();

    /** Where it pays to read answers behind one copy of their prompt. */
    PromptSharing sharing();

    /** The tensors of a checkpoint, as they are now. */
    TensorSource tensors();

    /** Sets all weights. */
    void assign(TensorSource source);

    @Override
    void close();
}
