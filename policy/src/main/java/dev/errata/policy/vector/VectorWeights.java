package dev.errata.policy.vector;

import dev.errata.policy.network.WeightLayout;
import dev.errata.policy.network.WeightLayout.Weight;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a network's weights, packed. Immutable, so lanes share it.
 *
 * @param embedding [V, D]; a row is read where a token is
 * @param layers the layers, in order
 * @param norm scale of the last norm, [D]
 * @param head [V, D], the embedding itself where they are tied
 */
record VectorWeights(PackedMatrix embedding, List<Layer> layers, float[] norm, PackedMatrix head) {

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

    /** Packs the tensors of a checkpoint. */
    static VectorWeights of(ModelConfig config, WeightLayout layout, TensorSource tensors) {
        Packing packing = new Packing(layout.weights(), tensors);
        PackedMatrix embedding = packing.matrix();
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
        return new VectorWeights(embedding, layers, norm, config.tiedEmbedding() ? embedding : packing.matrix());
    }

    /** Takes the weights of a layout one after the other. */
    private static final class Packing {

        private final List<Weight> weights;
        private final TensorSource tensors;
        private int next;

        Packing(List<Weight> weights, TensorSource tensors) {
            this.weights = weights;
            this.tensors = tensors;
        }

        PackedMatrix matrix() {
            Weight weight = weights.get(next++);
            PackedMatrix matrix =
                    new PackedMatrix(Math.toIntExact(weight.shape()[0]), Math.toIntExact(weight.shape()[1]));
            weight.parts().forEach(part -> tensors.read(part, matrix::fill));
            return matrix;
        }

        float[] vector() {
            Weight weight = weights.get(next++);
            float[] numbers = new float[Simd.roundUp(Math.toIntExact(weight.shape()[0]), PackedMatrix.COLUMNS)];
            int[] at = {0};
            weight.parts()
                    .forEach(part -> tensors.read(part, chunk -> {
                        int count = chunk.remaining();
                        chunk.get(numbers, at[0], count);
                        at[0] += count;
                    }));
            return numbers;
        }
    }
}
