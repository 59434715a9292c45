package dev.errata.policy.vector;

import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.Network;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.ObjectiveFunction;
import dev.errata.policy.weights.ModelConfig;
import java.util.function.Function;

/** Java's Vector API, fp32, on a CPU. */
public final class VectorBackend implements Backend {

    /** Name of this backend. */
    public static final String NAME = "vector";

    private final VectorNetwork network;
    private final VectorInference inference;
    private final Function<Objective, ObjectiveFunction> objectives;

    /**
     * A network of zeros.
     *
     * @param objectives evaluates the formula of an objective, which is TorchScript; all else is computed here
     */
    public VectorBackend(ModelConfig config, Function<Objective, ObjectiveFunction> objectives) {
        this(new VectorNetwork(config), objectives);
    }

    /** As {@link #VectorBackend(ModelConfig, Function)}, for an existing network. */
    VectorBackend(VectorNetwork network, Function<Objective, ObjectiveFunction> objectives) {
        this.network = network;
        this.objectives = objectives;
        inference = new VectorInference(network);
    }

    /**
     * Whether this virtual machine has the Vector API, as it does with {@code --add-modules jdk.incubator.vector}, and
     * its vectors are of a width that this package computes with.
     */
    public static boolean isAvailable() {
        return VectorNetwork.isAvailable();
    }

    /** The maximum Java heap needed to train a network of this shape beside a frozen one, bytes. */
    public static long heapFor(ModelConfig config) {
        return VectorNetwork.heapFor(config);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public Inference inference() {
        return inference;
    }

    @Override
    public Learning learning(Objective objective, ComputeSettings compute) {
        if (compute.bf16()) {
            throw new IllegalArgumentException(
                    "Java vectors do not compute in bf16; start with -Derrata.kernels=torch, or turn bf16 off");
        }
        return new VectorLearning(network, objectives.apply(objective), objective.hasCritic(), compute);
    }

    @Override
    public ComputeSettings computeSettings() {
        return ComputeSettings.fitting(network.config(), VectorNetwork.MAX_TOKENS, false);
    }

    @Override
    public void close() {
        network.close();
    }
}
