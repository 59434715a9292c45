package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a network's weights, packed. Lanes share it, and nobody changes it.
 *
 * @param embedding [V, D], as the network has it: a row is read where a token is
 * @param layers the layers, in order
 * @param norm scale of the last norm, [D]
 * @param head [V, D], the embedding itself where they are tied
 */
record VectorWeights(float[] embedding, List<Layer> layers, float[] norm, PackedMatrix head) {

    /**
     * One layer. Scales are padded with zeros to the stride of what they multiply.
     *
     * @param attentionNorm scale before attention, [D]
     * @param queryKeyValue [(H + 2 G) W, D]
     * @param bias its biases, [(H + 2 G) W]; null where it has none
     * @param output [D, H W]
     * @param mlpNorm scale before the MLP, [D]
     * @param gateUp [2 F, D]
     * @param down [D, F]
     */
    record Layer(
            float[] attentionNorm,
            PackedMatrix queryKeyValue,
            float @Nullable [] bias,
            PackedMatrix output,
            float[] mlpNorm,
            PackedMatrix gateUp,
            PackedMatrix down) {}

    /** Packs the weights of a network. */
    static VectorWeights of(ModelConfig config, WeightArrays weights) {
        Packing packing = new Packing(weights);
        int embedding = packing.next;
        packing.next++;
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            float[] attentionNorm = packing.vector();
            PackedMatrix queryKeyValue = packing.matrix();
            PackedMatrix output = packing.matrix();
            float[] mlpNorm = packing.vector();
            PackedMatrix gateUp = packing.matrix();
            PackedMatrix down = packing.matrix();
            float[] bias = config.attentionBias() ? packing.vector() : null;
            layers.add(new Layer(attentionNorm, queryKeyValue, bias, output, mlpNorm, gateUp, down));
        }
        float[] norm = packing.vector();
        if (config.tiedEmbedding()) {
            packing.next = embedding;
        }
        return new VectorWeights(weights.of(embedding), layers, norm, packing.matrix());
    }

    /** Takes the weights of a layout one after the other. */
    private static final class Packing {

        private final WeightArrays weights;
        private int next;

        Packing(WeightArrays weights) {
            this.weights = weights;
        }

        PackedMatrix matrix() {
            int weight = next++;
            return new PackedMatrix(
                    weights.of(weight), weights.stride(weight), weights.rows(weight), weights.columns(weight));
        }

        float[] vector() {
            return weights.of(next++).clone();
        }
    }
}
