package dev.errata.policy.vector;

import dev.errata.policy.TinyPolicy;
import dev.errata.policy.backend.Backend;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.network.RandomWeights;
import dev.errata.policy.torch.TorchBackend;
import dev.errata.policy.weights.ModelConfig;
import java.nio.FloatBuffer;
import java.util.Random;

/** Networks so small that a test can afford them, which differ in all that the code treats apart. */
public enum TinyNetwork {
    /** Tied, with biases, two heads over one. */
    QWEN2,
    /** Neither tied nor with biases. */
    LLAMA,
    /** Two heads over each of three; nothing a multiple of a vector; reads over more than one pass. */
    GROUPED,
    /** Values that are wider than two vectors, and a vocabulary of several blocks. */
    WIDE;

    static {
        // Other builds share the cores, and threads that wait for one another there cost minutes.
        ComputeThreads.configure(1);
    }

    public ModelConfig config() {
        return switch (this) {
            case QWEN2 -> TinyPolicy.shape("qwen2");
            case LLAMA -> TinyPolicy.shape("llama");
            case GROUPED -> new ModelConfig("llama", 50, 3, 6, 3, 10, 37, 53, 400, 10_000, 1e-5, false, true);
            case WIDE -> new ModelConfig("qwen2", 40, 2, 4, 2, 40, 70, 150, 200, 1_000_000, 1e-6, true, false);
        };
    }

    /**
     * The network in PyTorch, with random weights: distributions uneven and biases that matter, as those of a trained
     * network.
     */
    public Backend torch(long seed) {
        Backend torch = new TorchBackend(config(), "cpu");
        RandomWeights weights = new RandomWeights(seed);
        Random random = new Random(seed);
        torch.network()
                .assign((entry, sink) -> weights.read(entry, chunk -> {
                    float scale = entry.name().contains("embed_tokens") ? 3 : 1;
                    FloatBuffer uneven = FloatBuffer.allocate(chunk.remaining());
                    while (chunk.hasRemaining()) {
                        uneven.put(scale * chunk.get() + 0.05f * (float) random.nextGaussian());
                    }
                    sink.accept(uneven.flip());
                }));
        return torch;
    }

    /** The same network on the vector backend, with a number of threads. */
    public VectorNetwork vectors(Backend torch, int threads) {
        VectorNetwork vectors = new VectorNetwork(config(), threads);
        vectors.assign(torch.network().tensors());
        return vectors;
    }

    /** Random tokens, the one that ends an answer left out. */
    int[] tokens(Random random, int count) {
        return random.ints(count, TinyPolicy.EOS + 1, config().vocabulary()).toArray();
    }
}
