package dev.errata.policy.torch;

import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.Network;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.ObjectiveFunction;
import dev.errata.policy.weights.ModelConfig;

/** PyTorch's kernels, called through TorchScript, on a CPU or a GPU. */
public final class TorchBackend implements Backend {

    /** Name of this backend. */
    public static final String NAME = "torch";

    /** Most tokens of a micro-batch. */
    private static final long MAX_TOKENS = 16_384;

    private final TorchNetwork network;
    private final TorchInference inference;

    /**
     * A network of zeros on a device.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @throws dev.errata.policy.backend.BackendUnavailableException if PyTorch's native library cannot be loaded
     */
    public TorchBackend(ModelConfig config, String device) {
        network = new TorchNetwork(config, device);
        inference = new TorchInference(network);
    }

    /**
     * Whether a device is a GPU.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @throws dev.errata.policy.backend.BackendUnavailableException if PyTorch's native library cannot be loaded
     */
    public static boolean onGpu(String device) {
        return TorchEngine.onGpu(device);
    }

    /** Compiles the formula of an objective by itself, to be evaluated on a CPU. */
    public static ObjectiveFunction compile(Objective objective) {
        return new TorchObjective(objective);
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
        return new TorchLearning(network, objective, compute);
    }

    @Override
    public ComputeSettings computeSettings() {
        return ComputeSettings.fitting(network.config(), MAX_TOKENS, network.onGpu());
    }

    @Override
    public void close() {
        network.close();
    }
}
