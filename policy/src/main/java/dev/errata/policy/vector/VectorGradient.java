package dev.errata.policy.vector;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.vector.LayerPass.Back;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a loss by a network's weights, micro-batch by micro-batch: {@link #forth} to the log-probs of the answers,
 * and {@link #back} from the slope of the loss by them. It is the same, bit by bit, on any number of threads. Not thread-safe.
 */
final class VectorGradient {

    private final VectorNetwork network;
    private final ModelConfig config;
    private final Gradient gradient;
    private final HeadPass head;
    private final boolean recompute;

    /** Memory for so many rows; what is in it belongs to the micro-batch under way. */
    private int room;

    private List<LayerMemory> memory = List.of();
    private Grid residual = Grid.of(0, 1);
    private Grid upstream = residual;
    private Grid downstream = residual;
    private LayerPass layers;

    private TrainingRows rows = TrainingRows.of(new AnswerLayout(List.of(), List.of(), new int[0]));
    private VectorWeights weights;

    /**
     * A gradient of zeros.
     *
     * @param logitRows rows of logits held at a time
     * @param recompute whether each layer keeps its input alone and runs again on the way back (arXiv:1604.06174)
     */
    VectorGradient(VectorNetwork network, int logitRows, boolean recompute) {
        this.network = network;
        this.recompute = recompute;
        config = network.config();
        gradient = new Gradient(network);
        head = new HeadPass(network, logitRows);
        layers = new LayerPass(network, 0);
        weights = network.packed();
    }

    /** Log-probs of the answer tokens under the weights as they are, nats, in the order of the layout, [M]. */
    float[] forth(AnswerLayout answers) {
        rows = TrainingRows.of(answers);
        weights = network.packed();
        network.rotary().reach(Arrays.stream(rows.positions()).max().orElse(0) + 1);
        makeRoom(rows.size());
        Grid first = memory.get(0).input();
        for (int row = 0; row < rows.size(); row++) {
            weights.embed(rows.tokens()[row], first.numbers(), first.at(row));
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            boolean last = layer == config.layers() - 1;
            forth(layer, last ? residual : memory.get(layer + 1).input());
        }
        return head.forth(weights, rows, residual);
    }

    private void forth(int layer, Grid output) {
        layers.forth(weights.layer(layer), rows, memory.get(layer), output);
    }

    /** What the head read of each target on the way forth, [M, D] row by row. */
    float[] normed() {
        return head.normed(rows);
    }

    /** Adds the gradient of the micro-batch that last went forth. */
    void back(LossSlope slope) {
        upstream.clear(0, rows.size());
        head.back(weights, rows, slope, upstream, gradient);
        for (int layer = config.layers() - 1; layer >= 0; layer--) {
            if (recompute) {
                forth(layer, residual);
            }
            layers.back(memory.get(layer), new Back(firstWeight(layer), rows, upstream, downstream, gradient));
            Grid passed = upstream;
            upstream = downstream;
            downstream = passed;
        }
        gradient.addEmbeddings(rows.tokens(), upstream);
    }

    /** The number of a layer's first weight: behind the embedding. */
    private int firstWeight(int layer) {
        return 1 + layer * (config.attentionBias() ? 7 : 6);
    }

    private void makeRoom(int wanted) {
        if (wanted <= room) {
            return;
        }
        // If memory ends here, nothing must seem to be there.
        room = 0;
        memory = List.of();
        List<LayerMemory> fresh = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            fresh.add(
                    recompute && layer > 0
                            ? fresh.get(0).withInput(Grid.of(wanted, RmsNorm.stride(config)))
                            : LayerMemory.of(config, wanted));
        }
        memory = fresh;
        residual = Grid.of(wanted, RmsNorm.stride(config));
        upstream = Grid.of(wanted, RmsNorm.stride(config));
        downstream = Grid.of(wanted, RmsNorm.stride(config));
        layers = new LayerPass(network, wanted);
        room = wanted;
    }

    /** The gradient so far, by the names of the checkpoint's tensors. */
    TensorSource tensors() {
        return gradient.sums().tensors();
    }

    /** The sums themselves. */
    WeightArrays sums() {
        return gradient.sums();
    }

    /** Begins anew with zeros. */
    void clear() {
        gradient.sums().clear();
    }
}
