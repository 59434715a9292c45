package dev.errata.policy.vector;

import dev.errata.policy.vector.SpanAttention.Gradients;
import dev.errata.policy.vector.VectorWeights.Layer;
import dev.errata.policy.vector.WeightGradients.OfBias;
import dev.errata.policy.vector.WeightGradients.OfMatrix;
import dev.errata.policy.vector.WeightGradients.OfScale;
import dev.errata.policy.vector.WeightGradients.Term;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward and the backward pass of one layer over all rows of a micro-batch. The threads share the rows, and the
 * rows of each weight's gradient. Every number is one sum in one order, with any number of threads.
 */
final class LayerPass {

    private final ModelConfig config;
    private final Threads threads;
    private final RotaryTable rotary;
    private final RmsNorm norm;
    private final SwiGlu gate;
    private final List<Product> products = new ArrayList<>();
    private final List<SpanAttention> attention = new ArrayList<>();
    private final Matrix normed;
    private final Matrix normedAgain;
    private final Matrix gated;
    private final Matrix normedGradient;
    private final Matrix normedAgainGradient;
    private final Matrix gatedGradient;
    private final Matrix middleGradient;
    private final Matrix projectedGradient;
    private final Matrix attendedGradient;
    private final float[] inverseRms;
    private final float[] inverseRmsAgain;

    /** Room for a number of rows. */
    LayerPass(VectorNetwork network, int rows) {
        config = network.config();
        threads = network.threads();
        rotary = network.rotary();
        norm = new RmsNorm(config);
        gate = new SwiGlu(config.feedForward());
        for (int slot = 0; slot < threads.count(); slot++) {
            products.add(new Product());
            attention.add(new SpanAttention(config));
        }
        int stride = RmsNorm.stride(config);
        normed = Matrix.of(rows, stride);
        normedAgain = Matrix.of(rows, stride);
        normedGradient = Matrix.of(rows, stride);
        normedAgainGradient = Matrix.of(rows, stride);
        middleGradient = Matrix.of(rows, stride);
        gated = Matrix.of(rows, gate.stride());
        gatedGradient = Matrix.of(rows, gate.stride());
        LayerActivations like = LayerActivations.of(config, rows);
        projectedGradient = like.projected();
        attendedGradient = like.attended();
        inverseRms = new float[rows];
        inverseRmsAgain = new float[rows];
    }

    /** Computes the layer's output from its input, [N, D], and keeps the activations. */
    void forward(Layer w, TrainingRows rows, LayerActivations memory, Matrix output) {
        threads.split(rows.size(), (slot, begin, end) -> project(w, rows, memory, new Share(slot, begin, end)));
        attend(rows, (some, span) -> some.attend(span, memory.projected(), memory.attended()));
        threads.split(rows.size(), (slot, begin, end) -> finish(w, memory, output, new Share(slot, begin, end)));
    }

    private record Share(int slot, int begin, int end) {

        int count() {
            return end - begin;
        }
    }

    private void project(Layer w, TrainingRows rows, LayerActivations memory, Share share) {
        Matrix projected = memory.projected();
        normalize(memory.input(), w.attentionNorm(), share);
        projected.clear(share.begin(), share.end());
        for (int row = share.begin(); w.bias() != null && row < share.end(); row++) {
            System.arraycopy(w.bias(), 0, projected.numbers(), projected.at(row), projected.stride());
        }
        multiply(normed, w.queryKeyValue(), projected, share);
        for (int row = share.begin(); row < share.end(); row++) {
            rotary.rotate(projected.numbers(), projected.at(row), rotatedHeads(), rows.positions()[row]);
        }
    }

    /** Heads with a rotary embedding: those of queries and keys. */
    private int rotatedHeads() {
        return config.heads() + config.keyValueHeads();
    }

    private void normalize(Matrix x, float[] scale, Share share) {
        for (int row = share.begin(); row < share.end(); row++) {
            norm.apply(x.numbers(), x.at(row), scale, normed.numbers(), normed.at(row));
        }
    }

    private interface SpanWork {
        void run(SpanAttention attention, AttentionSpan span);
    }

    /** The threads share whole sequences, because spans of one sequence share its keys and values. */
    private void attend(TrainingRows rows, SpanWork work) {
        List<List<AttentionSpan>> sequences = rows.sequences();
        int count = threads.count();
        threads.all(slot -> {
            for (int i = slot; i < sequences.size(); i += count) {
                for (AttentionSpan span : sequences.get(i)) {
                    work.run(attention.get(slot), span);
                }
            }
        });
    }

    private void finish(Layer w, LayerActivations memory, Matrix output, Share share) {
        copy(memory.input(), memory.middle(), share);
        multiply(memory.attended(), w.output(), memory.middle(), share);
        normalize(memory.middle(), w.mlpNorm(), share);
        memory.gateUp().clear(share.begin(), share.end());
        multiply(normed, w.gateUp(), memory.gateUp(), share);
        gate(memory.gateUp(), share);
        copy(memory.middle(), output, share);
        multiply(gated, w.down(), output, share);
    }

    private void gate(Matrix gateUp, Share share) {
        for (int row = share.begin(); row < share.end(); row++) {
            gate.apply(gateUp.numbers(), gateUp.at(row), gated.numbers(), gated.at(row));
        }
    }

    private static void copy(Matrix from, Matrix to, Share share) {
        System.arraycopy(
                from.numbers(),
                from.at(share.begin()),
                to.numbers(),
                to.at(share.begin()),
                share.count() * from.stride());
    }

    private void multiply(Matrix x, PackedMatrix w, Matrix out, Share share) {
        Product product = products.get(share.slot());
        product.left(x.numbers(), x.at(share.begin()), x.stride())
                .into(out.numbers(), out.at(share.begin()), out.stride());
        w.addTo(product, share.count());
    }

    /**
     * One micro-batch on its backward pass through one layer.
     *
     * @param first number of the layer's first weight in the arrays
     * @param rows the rows
     * @param outputGradient gradient with respect to the layer's output, [N, D]
     * @param inputGradient receives the gradient with respect to its input, [N, D]
     * @param weightGradients receives the gradients of the weights
     */
    record Backward(
            int first,
            TrainingRows rows,
            Matrix outputGradient,
            Matrix inputGradient,
            WeightGradients weightGradients) {

        int attentionNorm() {
            return first;
        }

        int queryKeyValue() {
            return first + 1;
        }

        int output() {
            return first + 2;
        }

        int mlpNorm() {
            return first + 3;
        }

        int gateUp() {
            return first + 4;
        }

        int down() {
            return first + 5;
        }

        int bias() {
            return first + 6;
        }
    }

    /** From the gradient of the layer's output to that of its input. Overwrites the activations of the gates. */
    void backward(LayerActivations memory, Backward pass) {
        int count = pass.rows().size();
        threads.split(count, (slot, begin, end) -> backwardToAttention(memory, pass, new Share(slot, begin, end)));
        projectedGradient.clear(0, count);
        Gradients gradients = new Gradients(memory.projected(), attendedGradient, projectedGradient);
        attend(pass.rows(), (some, span) -> some.addGradients(span, gradients));
        threads.split(count, (slot, begin, end) -> backwardToInput(memory, pass, new Share(slot, begin, end)));
        List<Term> terms = new ArrayList<>(List.of(
                new OfMatrix(pass.down(), pass.outputGradient(), gated),
                new OfMatrix(pass.gateUp(), memory.gateUp(), normedAgain),
                new OfScale(pass.mlpNorm(), memory.middle(), normedAgainGradient, inverseRmsAgain),
                new OfMatrix(pass.output(), middleGradient, memory.attended()),
                new OfMatrix(pass.queryKeyValue(), projectedGradient, normed),
                new OfScale(pass.attentionNorm(), memory.input(), normedGradient, inverseRms)));
        if (config.attentionBias()) {
            terms.add(new OfBias(pass.bias(), projectedGradient));
        }
        pass.weightGradients().add(count, terms);
    }

    private void backwardToAttention(LayerActivations memory, Backward pass, Share share) {
        Matrix gateUp = memory.gateUp();
        gate(gateUp, share);
        addInputGradient(pass, pass.down(), pass.outputGradient(), gatedGradient, share);
        for (int row = share.begin(); row < share.end(); row++) {
            gate.replaceByGradients(gateUp.numbers(), gateUp.at(row), gatedGradient.numbers(), gatedGradient.at(row));
        }
        addInputGradient(pass, pass.gateUp(), gateUp, normedAgainGradient, share);
        float[] scale = pass.weightGradients().scale(pass.mlpNorm());
        copy(pass.outputGradient(), middleGradient, share);
        for (int row = share.begin(); row < share.end(); row++) {
            Matrix input = memory.middle().from(row);
            norm.apply(input.numbers(), input.begin(), scale, normedAgain.numbers(), normedAgain.at(row));
            inverseRmsAgain[row] = norm.inverseRms(input.numbers(), input.begin());
            norm.addInputGradient(
                    input, normedAgainGradient.from(row), scale, middleGradient.numbers(), middleGradient.at(row));
        }
        addInputGradient(pass, pass.output(), middleGradient, attendedGradient, share);
    }

    private void backwardToInput(LayerActivations memory, Backward pass, Share share) {
        for (int row = share.begin(); row < share.end(); row++) {
            int position = pass.rows().positions()[row];
            rotary.unrotate(projectedGradient.numbers(), projectedGradient.at(row), rotatedHeads(), position);
        }
        addInputGradient(pass, pass.queryKeyValue(), projectedGradient, normedGradient, share);
        float[] scale = pass.weightGradients().scale(pass.attentionNorm());
        copy(middleGradient, pass.inputGradient(), share);
        for (int row = share.begin(); row < share.end(); row++) {
            Matrix input = memory.input().from(row);
            norm.apply(input.numbers(), input.begin(), scale, normed.numbers(), normed.at(row));
            inverseRms[row] = norm.inverseRms(input.numbers(), input.begin());
            Matrix sum = pass.inputGradient();
            norm.addInputGradient(input, normedGradient.from(row), scale, sum.numbers(), sum.at(row));
        }
    }

    private static void addInputGradient(Backward pass, int matrix, Matrix gradient, Matrix out, Share share) {
        out.clear(share.begin(), share.end());
        pass.weightGradients()
                .addInputGradient(
                        share.slot(), matrix, gradient.from(share.begin()), out.from(share.begin()), share.count());
    }
}
