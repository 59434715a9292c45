package dev.errata.policy.vector;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.vector.LayerPass.Backward;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a loss with respect to a network's weights, micro-batch by micro-batch: {@link #forward} computes the
 * log-probs of the answers, {@link #backward} takes the gradient of the loss with respect to them. The result is the
 * same, bit by bit, on any number of threads. Not thread-safe.
 */
final class Backpropagation {

    private final VectorNetwork network;
    private final ModelConfig config;
    private final WeightGradients weightGradients;
    private final HeadPass head;
    private final boolean recompute;

    /** Rows that there is memory for; its contents belong to the current micro-batch. */
    private int room;

    private List<LayerActivations> memory = List.of();
    private Matrix residual = Matrix.of(0, 1);
    private Matrix upstream = residual;
    private Matrix downstream = residual;
    private LayerPass layers;

    private TrainingRows rows = TrainingRows.of(new AnswerLayout(List.of(), List.of(), new int[0]));
    private VectorWeights weights;

    /**
     * A gradient of zeros.
     *
     * @param logitRows rows of logits held at a time
     * @param recompute whether each layer keeps only its input and is computed again in the backward pass
     *     (arXiv:1604.06174)
     */
    Backpropagation(VectorNetwork network, int logitRows, boolean recompute) {
        this.network = network;
        this.recompute = recompute;
        config = network.config();
        weightGradients = new WeightGradients(network);
        head = new HeadPass(network, logitRows);
        layers = new LayerPass(network, 0);
        weights = network.packed();
    }

    /** Log-probs of the answer tokens under the current weights, nats, in the order of the layout, [M]. */
    float[] forward(AnswerLayout answers) {
        rows = TrainingRows.of(answers);
        weights = network.packed();
        network.rotary().reach(Arrays.stream(rows.positions()).max().orElse(0) + 1);
        makeRoom(rows.size());
        Matrix first = memory.get(0).input();
        for (int row = 0; row < rows.size(); row++) {
            weights.embed(rows.tokens()[row], first.numbers(), first.at(row));
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            boolean last = layer == config.layers() - 1;
            forward(layer, last ? residual : memory.get(layer + 1).input());
        }
        return head.forward(weights, rows, residual);
    }

    private void forward(int layer, Matrix output) {
        layers.forward(weights.layer(layer), rows, memory.get(layer), output);
    }

    /** The head's input at each target in the last forward pass, [M, D] row by row. */
    float[] normed() {
        return head.normed(rows);
    }

    /** Adds the gradient of the micro-batch of the last forward pass. */
    void backward(LossGradient loss) {
        upstream.clear(0, rows.size());
        head.backward(weights, rows, loss, upstream, weightGradients);
        for (int layer = config.layers() - 1; layer >= 0; layer--) {
            if (recompute) {
                forward(layer, residual);
            }
            layers.backward(
                    memory.get(layer), new Backward(firstWeight(layer), rows, upstream, downstream, weightGradients));
            Matrix passed = upstream;
            upstream = downstream;
            downstream = passed;
        }
        weightGradients.addEmbeddings(rows.tokens(), upstream);
    }

    /** The number of a layer's first weight; the embedding is weight 0. */
    private int firstWeight(int layer) {
        return 1 + layer * (config.attentionBias() ? 7 : 6);
    }

    private void makeRoom(int wanted) {
        if (wanted <= room) {
            return;
        }
        // If the heap is exhausted here, no room may be claimed.
        room = 0;
        memory = List.of();
        List<LayerActivations> fresh = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            fresh.add(
                    recompute && layer > 0
                            ? fresh.get(0).withInput(Matrix.of(wanted, RmsNorm.stride(config)))
                            : LayerActivations.of(config, wanted));
        }
        memory = fresh;
        residual = Matrix.of(wanted, RmsNorm.stride(config));
        upstream = Matrix.of(wanted, RmsNorm.stride(config));
        downstream = Matrix.of(wanted, RmsNorm.stride(config));
        layers = new LayerPass(network, wanted);
        room = wanted;
    }

    /** The gradient so far, by the names of the checkpoint's tensors. */
    TensorSource tensors() {
        return weightGradients.sums().tensors();
    }

    /** The arrays of the gradient. */
    WeightArrays sums() {
        return weightGradients.sums();
    }

    /** Sets the gradient to zero. */
    void clear() {
        weightGradients.sums().clear();
    }
}
