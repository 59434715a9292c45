package dev.errata.tasks.arithmetic.recipes;

import dev.errata.policy.Policy;
import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.Safetensors;
import dev.errata.policy.weights.SafetensorsWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Grows a network: a deeper one begins with the weights of a shallower one of the same width; new weights are random.
 */
final class GrownNetwork {

    private GrownNetwork() {}

    /**
     * Writes a deeper network's folder.
     *
     * @param from folder of the shallower network
     * @param folder folder of the deeper network, which already holds the tokenizer
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
                    (entry, sink) -> (known.names().contains(entry.name()) ? known : fresh).read(entry, sink),
                    Map.of());
        }
    }
}
