package dev.errata.policy.backend;

import dev.errata.policy.network.Network;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.Objective;

/** One network in memory and the engine that computes it. Closing it frees the network. Not thread-safe. */
public interface Backend extends AutoCloseable {

    /** Name of the backend, as the setting {@code errata.kernels} spells it. */
    String name();

    /** The network; its weights are zero until they are assigned. */
    Network network();

    /** Inference under the network's current weights at each call. */
    Inference inference();

    /**
     * Gradients and optimizer steps for an objective, with a gradient and moments of zero.
     *
     * @throws IllegalArgumentException if this backend cannot compute as the settings ask
     */
    Learning learning(Objective objective, ComputeSettings compute);

    /** The micro-batches and the precision that suit this network on its device. */
    ComputeSettings computeSettings();

    @Override
    void close();
}
