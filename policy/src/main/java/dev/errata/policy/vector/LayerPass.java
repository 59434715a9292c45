package dev.errata.policy.vector;

import dev.errata.policy.vector.Gradient.OfBias;
import dev.errata.policy.vector.Gradient.OfMatrix;
import dev.errata.policy.vector.Gradient.OfScale;
import dev.errata.policy.vector.Gradient.Term;
import dev.errata.policy.vector.SpanAttention.Slopes;
import dev.errata.policy.vector.VectorWeights.Layer;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * One layer forth and back over all rows of a micro-batch. Rows are shared out over the threads, and so are the rows of a
 * weight's gradient: every number is one sum in one order, however many threads there are.
 */
final class LayerPass {

    private final ModelConfig config;
    private final Threads threads;
    private final RotaryTable rotary;
    private final RmsNorm norm;
    private final SwiGlu gate;
    private final List<Product> products = new ArrayList<>();
    private final List<SpanAttention> attention = new ArrayList<>();
    private final Grid normed;
    private final Grid normedAgain;
    private final Grid gated;
    private final Grid normedSlope;
    private final Grid normedAgainSlope;
    private final Grid gatedSlope;
    private final Grid middleSlope;
    private final Grid projectedSlope;
    private final Grid attendedSlope;
    private final float[] lengths;
    private final float[] lengthsAgain;

    /** For at most so many rows. */
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
        normed = Grid.of(rows, stride);
        normedAgain = Grid.of(rows, stride);
        normedSlope = Grid.of(rows, stride);
        normedAgainSlope = Grid.of(rows, stride);
        middleSlope = Grid.of(rows, stride);
        gated = Grid.of(rows, gate.stride());
        gatedSlope = Grid.of(rows, gate.stride());
        LayerMemory like = LayerMemory.of(config, rows);
        projectedSlope = like.projected();
        attendedSlope = like.attended();
        lengths = new float[rows];
        lengthsAgain = new float[rows];
    }

    /** From the layer's input to its output, [N, D]; all in between is kept. */
    void forth(Layer w, TrainingRows rows, LayerMemory memory, Grid output) {
        threads.split(rows.size(), (slot, begin, end) -> project(w, rows, memory, new Share(slot, begin, end)));
        attend(rows, (some, span) -> some.attend(span, memory.projected(), memory.attended()));
        threads.split(rows.size(), (slot, begin, end) -> finish(w, memory, output, new Share(slot, begin, end)));
    }

    private record Share(int slot, int begin, int end) {

        int count() {
            return end - begin;
        }
    }

    private void project(Layer w, TrainingRows rows, LayerMemory memory, Share share) {
        Grid projected = memory.projected();
        normalize(memory.input(), w.attentionNorm(), share);
        projected.clear(share.begin(), share.end());
        for (int row = share.begin(); w.bias() != null && row < share.end(); row++) {
            System.arraycopy(w.bias(), 0, projected.numbers(), projected.at(row), projected.stride());
        }
        multiply(normed, w.queryKeyValue(), projected, share);
        for (int row = share.begin(); row < share.end(); row++) {
            rotary.turn(projected.numbers(), projected.at(row), turning(), rows.positions()[row]);
        }
    }

    /** Heads that turn: queries and keys. */
    private int turning() {
        return config.heads() + config.keyValueHeads();
    }

    private void normalize(Grid x, float[] scale, Share share) {
        for (int row = share.begin(); row < share.end(); row++) {
            norm.apply(x.numbers(), x.at(row), scale, normed.numbers(), normed.at(row));
        }
    }

    private interface SpanWork {
        void run(SpanAttention attention, AttentionSpan span);
    }

    /** Sequences are shared out over the threads, for spans of one of them meet in its keys and values. */
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

    private void finish(Layer w, LayerMemory memory, Grid output, Share share) {
        copy(memory.input(), memory.middle(), share);
        multiply(memory.attended(), w.output(), memory.middle(), share);
        normalize(memory.middle(), w.mlpNorm(), share);
        memory.gateUp().clear(share.begin(), share.end());
        multiply(normed, w.gateUp(), memory.gateUp(), share);
        gate(memory.gateUp(), share);
        copy(memory.middle(), output, share);
        multiply(gated, w.down(), output, share);
    }

    private void gate(Grid gateUp, Share share) {
        for (int row = share.begin(); row < share.end(); row++) {
            gate.apply(gateUp.numbers(), gateUp.at(row), gated.numbers(), gated.at(row));
        }
    }

    private static void copy(Grid from, Grid to, Share share) {
        System.arraycopy(
                from.numbers(),
                from.at(share.begin()),
                to.numbers(),
                to.at(share.begin()),
                share.count() * from.stride());
    }

    private void multiply(Grid x, PackedMatrix w, Grid out, Share share) {
        Product product = products.get(share.slot());
        product.left(x.numbers(), x.at(share.begin()), x.stride())
                .into(out.numbers(), out.at(share.begin()), out.stride());
        w.addTo(product, share.count());
    }

    /**
     * The way back of a micro-batch through one layer.
     *
     * @param first number of the layer's first weight in the arrays
     * @param rows the rows
     * @param slope of the layer's output, [N, D]
     * @param inputSlope where that of its input goes, [N, D]
     * @param gradient where the slopes of the weights are added
     */
    record Back(int first, TrainingRows rows, Grid slope, Grid inputSlope, Gradient gradient) {

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

    /** From the slope of the layer's output to that of its input. What is kept of the gates is lost. */
    void back(LayerMemory memory, Back back) {
        int count = back.rows().size();
        threads.split(count, (slot, begin, end) -> backToAttention(memory, back, new Share(slot, begin, end)));
        projectedSlope.clear(0, count);
        Slopes slopes = new Slopes(memory.projected(), attendedSlope, projectedSlope);
        attend(back.rows(), (some, span) -> some.addSlope(span, slopes));
        threads.split(count, (slot, begin, end) -> backToInput(memory, back, new Share(slot, begin, end)));
        List<Term> terms = new ArrayList<>(List.of(
                new OfMatrix(back.down(), back.slope(), gated),
                new OfMatrix(back.gateUp(), memory.gateUp(), normedAgain),
                new OfScale(back.mlpNorm(), memory.middle(), normedAgainSlope, lengthsAgain),
                new OfMatrix(back.output(), middleSlope, memory.attended()),
                new OfMatrix(back.queryKeyValue(), projectedSlope, normed),
                new OfScale(back.attentionNorm(), memory.input(), normedSlope, lengths)));
        if (config.attentionBias()) {
            terms.add(new OfBias(back.bias(), projectedSlope));
        }
        back.gradient().add(count, terms);
    }

    private void backToAttention(LayerMemory memory, Back back, Share share) {
        Grid gateUp = memory.gateUp();
        gate(gateUp, share);
        pullBack(back, back.down(), back.slope(), gatedSlope, share);
        for (int row = share.begin(); row < share.end(); row++) {
            gate.replaceBySlope(gateUp.numbers(), gateUp.at(row), gatedSlope.numbers(), gatedSlope.at(row));
        }
        pullBack(back, back.gateUp(), gateUp, normedAgainSlope, share);
        float[] scale = back.gradient().scale(back.mlpNorm());
        copy(back.slope(), middleSlope, share);
        for (int row = share.begin(); row < share.end(); row++) {
            Grid input = memory.middle().from(row);
            norm.apply(input.numbers(), input.begin(), scale, normedAgain.numbers(), normedAgain.at(row));
            lengthsAgain[row] = norm.length(input.numbers(), input.begin());
            norm.addSlope(input, normedAgainSlope.from(row), scale, middleSlope.numbers(), middleSlope.at(row));
        }
        pullBack(back, back.output(), middleSlope, attendedSlope, share);
    }

    private void backToInput(LayerMemory memory, Back back, Share share) {
        for (int row = share.begin(); row < share.end(); row++) {
            int position = back.rows().positions()[row];
            rotary.turnBack(projectedSlope.numbers(), projectedSlope.at(row), turning(), position);
        }
        pullBack(back, back.queryKeyValue(), projectedSlope, normedSlope, share);
        float[] scale = back.gradient().scale(back.attentionNorm());
        copy(middleSlope, back.inputSlope(), share);
        for (int row = share.begin(); row < share.end(); row++) {
            Grid input = memory.input().from(row);
            norm.apply(input.numbers(), input.begin(), scale, normed.numbers(), normed.at(row));
            lengths[row] = norm.length(input.numbers(), input.begin());
            Grid sum = back.inputSlope();
            norm.addSlope(input, normedSlope.from(row), scale, sum.numbers(), sum.at(row));
        }
    }

    private static void pullBack(Back back, int matrix, Grid slope, Grid out, Share share) {
        out.clear(share.begin(), share.end());
        back.gradient()
                .pullBack(share.slot(), matrix, slope.from(share.begin()), out.from(share.begin()), share.count());
    }
}
