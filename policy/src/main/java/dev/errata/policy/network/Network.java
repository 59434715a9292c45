package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;

/** The weights of a network in memory. */
public interface Network extends AutoCloseable {

    /** Its shape. */
    ModelConfig config();

    /** Names and shapes of its weights. */
    WeightLayout layout();

    /** Decides which answers are read behind one copy of their prompt. */
    PromptSharing sharing();

    /** The current weights, as the tensors of a checkpoint. */
    TensorSource tensors();

    /** Sets all weights. */
    void assign(TensorSource source);

    @Override
    void close();
}
