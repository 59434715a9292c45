package dev.errata.ops.bench;

import dev.errata.policy.Policy;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The network that is measured: one of two shapes with random weights, or a checkpoint. The shapes are Llamas with 8
 * attention heads and an untied output head.
 *
 * @param name A, B, or the folder as the user wrote it
 * @param config its shape
 * @param checkpoint the folder its weights come from; none where they are drawn from a seed
 */
public record BenchNetwork(String name, ModelConfig config, Optional<Path> checkpoint) {

    private static final int HEADS = 8;
    private static final int MAX_POSITIONS = 1024;

    /**
     * The network a user asks for.
     *
     * @param shape {@code A}, {@code B}, or the folder of a checkpoint
     * @throws dev.errata.policy.weights.UnusableCheckpointException if a policy cannot be loaded from the folder
     */
    public static BenchNetwork named(String shape) {
        return switch (shape) {
            case "A", "a" -> new BenchNetwork("A", llama(256, 6, 688, 512), Optional.empty());
            case "B", "b" -> new BenchNetwork("B", llama(512, 8, 1376, 2048), Optional.empty());
            default -> {
                Path folder = Path.of(shape).toAbsolutePath();
                yield new BenchNetwork(shape, Checkpoint.read(folder).config(), Optional.of(folder));
            }
        };
    }

    static ModelConfig llama(int hidden, int layers, int feedForward, int vocabulary) {
        return new ModelConfig(
                "llama",
                hidden,
                layers,
                HEADS,
                HEADS,
                hidden / HEADS,
                feedForward,
                vocabulary,
                MAX_POSITIONS,
                10_000,
                1e-6,
                false,
                false);
    }

    /**
     * A policy of this network.
     *
     * @param seed seed of random weights; not used with a checkpoint
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     */
    public Policy open(long seed, String device) {
        if (checkpoint.isPresent()) {
            return Policy.load(checkpoint.get(), device);
        }
        try (TokenizerFiles files = TokenizerFiles.madeUp(config.vocabulary())) {
            return Policy.initialize(config, files.folder(), seed, device);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the files of shape " + name + " in the temporary folder", e);
        }
    }
}
