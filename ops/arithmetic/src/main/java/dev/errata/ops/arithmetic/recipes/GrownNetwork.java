package dev.errata.ops.arithmetic.recipes;

import dev.errata.policy.Policy;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.Safetensors;
import dev.errata.policy.weights.SafetensorsWriter;
import dev.errata.policy.weights.SafetensorsWriter.Entry;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A deeper network that begins with the weights of a shallower one of the same width; what is new is random. */
final class GrownNetwork {

    private GrownNetwork() {}

    /**
     * Writes a deeper network's folder.
     *
     * @param from folder of the shallower network
     * @param folder where the deeper one is written; holds the tokenizer already
     */
    static void write(Path from, ModelConfig config, Path folder, long seed) {
        try (Policy random = Policy.initialize(config, folder, seed, "cpu")) {
            random.save(folder);
        }
        Path weights = folder.resolve(Checkpoint.WEIGHTS);
        try (Safetensors known = Safetensors.open(from.resolve(Checkpoint.WEIGHTS));
                Safetensors fresh = Safetensors.open(weights)) {
            SafetensorsWriter.write(
                    weights,
                    WeightLayout.of(config).entries(),
                    entry -> numbers(known.names().contains(entry.name()) ? known : fresh, entry),
                    Map.of());
        }
    }

    private static FloatBuffer numbers(Safetensors file, Entry entry) {
        int size = Math.toIntExact(Arrays.stream(entry.shape()).reduce(1, (a, b) -> a * b));
        FloatBuffer numbers = FloatBuffer.allocate(size);
        file.read(entry.name(), entry.shape(), numbers);
        return numbers.flip();
    }
}
