package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights as the passes read them: matrices packed, vectors in place. Threads share them between two
 * packings.
 */
final class VectorWeights {

    /**
     * One layer. Vectors are padded with zeros to the stride of their operands.
     *
     * @param attentionNorm scale before attention, [D]
     * @param queryKeyValue [(H + 2 G) W, D]
     * @param bias its biases, [(H + 2 G) W]; null if it has none
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

    private record Packed(int weight, PackedMatrix matrix) {}

    private final WeightArrays weights;
    private final List<Packed> packed = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final float[] norm;
    private final PackedMatrix head;
    private int next;

    /** Room for the packed weights of a network; {@link #pack} fills it. */
    VectorWeights(ModelConfig config, WeightArrays weights) {
        this.weights = weights;
        next = 1;
        for (int i = 0; i < config.layers(); i++) {
            float[] attentionNorm = vector();
            PackedMatrix queryKeyValue = matrix();
            PackedMatrix output = matrix();
            float[] mlpNorm = vector();
            PackedMatrix gateUp = matrix();
            PackedMatrix down = matrix();
            float[] bias = config.attentionBias() ? vector() : null;
            layers.add(new Layer(attentionNorm, queryKeyValue, bias, output, mlpNorm, gateUp, down));
        }
        norm = vector();
        next = config.tiedEmbedding() ? 0 : next;
        head = matrix();
    }

    private float[] vector() {
        return weights.of(next++);
    }

    private PackedMatrix matrix() {
        int weight = next++;
        PackedMatrix matrix = new PackedMatrix(weights.rows(weight), weights.columns(weight));
        packed.add(new Packed(weight, matrix));
        return matrix;
    }

    /** Packs the current matrices; each thread packs its share of every one. */
    void pack(Threads threads) {
        threads.all(slot -> {
            for (Packed one : packed) {
                float[] numbers = weights.of(one.weight());
                int stride = weights.stride(one.weight());
                threads.share(slot, one.matrix().panels(), 1, (begin, end) -> one.matrix()
                        .pack(numbers, stride, begin, end));
            }
        });
    }

    /** Copies the embedding of a token to an index. */
    void embed(int token, float[] into, int at) {
        int stride = weights.stride(0);
        System.arraycopy(weights.of(0), token * stride, into, at, stride);
    }

    /** A layer. */
    Layer layer(int number) {
        return layers.get(number);
    }

    /** Scale of the last norm, [D]. */
    float[] norm() {
        return norm;
    }

    /** [V, D]; the embedding if the two are tied. */
    PackedMatrix head() {
        return head;
    }
}
