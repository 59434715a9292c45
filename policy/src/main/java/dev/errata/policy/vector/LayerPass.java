package dev.errata.policy.vector;

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
    private final Grid gated;
    private final Grid normedSlope;
    private final Grid gatedSlope;
    private final Grid projectedSlope;
    private final Grid attendedSlope;

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
        LayerMemory like = LayerMemory.of(config, rows);
        normed = Grid.of(rows, like.input().stride());
        normedSlope = Grid.of(rows, like.input().stride());
        gated = Grid.of(rows, gate.stride());
        gatedSlope = Grid.of(rows, gate.stride());
        projectedSlope = like.projected();
        attendedSlope = like.attended();
    }

    /** From the layer's input to its output, [N, D]; all in between is kept. */
    void forth(Layer w, TrainingRows rows, LayerMemory memory, Grid output) {
        threads.split(rows.size(), (slot, begin, end) -> project(w, rows, memory, new Range(slot, begin, end)));
        attend(rows, (some, span) -> some.attend(span, memory.projected(), memory.attended()));
        threads.split(rows.size(), (slot, begin, end) -> finish(w, memory, output, new Range(slot, begin, end)));
    }

    private record Range(int slot, int begin, int end) {

        int count() {
            return end - begin;
        }
    }

    private void project(Layer w, TrainingRows rows, LayerMemory memory, Range range) {
        Grid projected = memory.projected();
        normalize(memory.input(), w.attentionNorm(), range);
        projected.clear(range.begin(), range.end());
        for (int row = range.begin(); w.bias() != null && row < range.end(); row++) {
            System.arraycopy(w.bias(), 0, projected.numbers(), projected.at(row), projected.stride());
        }
        multiply(normed, w.queryKeyValue(), projected, range);
        for (int row = range.begin(); row < range.end(); row++) {
            rotary.turn(projected.numbers(), projected.at(row), turning(), rows.positions()[row]);
        }
    }

    /** Heads that turn: queries and keys. */
    private int turning() {
        return config.heads() + config.keyValueHeads();
    }

    private void normalize(Grid x, float[] scale, Range range) {
        for (int row = range.begin(); row < range.end(); row++) {
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
        threads.split(count, 1, (slot, begin, end) -> {
            for (int i = slot; i < sequences.size(); i += count) {
                for (AttentionSpan span : sequences.get(i)) {
                    work.run(attention.get(slot), span);
                }
            }
        });
    }

    private void finish(Layer w, LayerMemory memory, Grid output, Range range) {
        copy(memory.input(), memory.middle(), range);
        multiply(memory.attended(), w.output(), memory.middle(), range);
        normalize(memory.middle(), w.mlpNorm(), range);
        memory.gateUp().clear(range.begin(), range.end());
        multiply(normed, w.gateUp(), memory.gateUp(), range);
        gate(memory.gateUp(), range);
        copy(memory.middle(), output, range);
        multiply(gated, w.down(), output, range);
    }

    private void gate(Grid gateUp, Range range) {
        for (int row = range.begin(); row < range.end(); row++) {
            gate.apply(gateUp.numbers(), gateUp.at(row), gated.numbers(), gated.at(row));
        }
    }

    private static void copy(Grid from, Grid to, Range range) {
        System.arraycopy(
                from.numbers(),
                from.at(range.begin()),
                to.numbers(),
                to.at(range.begin()),
                range.count() * from.stride());
    }

    private void multiply(Grid x, PackedMatrix w, Grid out, Range range) {
        Product product = products.get(range.slot());
        product.left(x.numbers(), x.at(range.begin()), x.stride())
                .into(out.numbers(), out.at(range.begin()), out.stride());
        w.addTo(product, range.count());
    }

    /**
     * The way back of a micro-batch.
     *
     * @param rows its rows
     * @param slope of a layer's output, which becomes that of its input, [N, D]
     * @param gradient where the slopes of the weights are added
     */
    record Back(TrainingRows rows, Grid slope, Gradient gradient) {

        int count() {
            return rows.size();
        }
    }

    /**
     * From the slope of the layer's output to that of its input, in place. What is kept of the gates is lost.
     *
     * @param first number of the layer's first weight in the arrays
     */
    void back(int first, LayerMemory memory, Back back) {
        backThroughGate(first + 5, memory, back);
        backThroughNorm(first + 3, memory.middle(), memory.gateUp(), back);
        int count = back.count();
        attendedSlope.clear(0, count);
        back.gradient().pullBack(first + 2, back.slope(), attendedSlope, count);
        back.gradient().add(first + 2, back.slope(), memory.attended(), count);
        backThroughAttention(memory, back.rows());
        if (config.attentionBias()) {
            back.gradient().addColumns(first + 6, projectedSlope, count);
        }
        backThroughNorm(first, memory.input(), projectedSlope, back);
    }

    /** Replaces gates and ups by their slopes. */
    private void backThroughGate(int down, LayerMemory memory, Back back) {
        int count = back.count();
        Grid gateUp = memory.gateUp();
        gatedSlope.clear(0, count);
        back.gradient().pullBack(down, back.slope(), gatedSlope, count);
        threads.split(count, (slot, begin, end) -> {
            gate(gateUp, new Range(slot, begin, end));
            for (int row = begin; row < end; row++) {
                gate.replaceBySlope(gateUp.numbers(), gateUp.at(row), gatedSlope.numbers(), gatedSlope.at(row));
            }
        });
        back.gradient().add(down, back.slope(), gated, count);
    }

    private void backThroughAttention(LayerMemory memory, TrainingRows rows) {
        projectedSlope.clear(0, rows.size());
        Slopes slopes = new Slopes(memory.projected(), attendedSlope, projectedSlope);
        attend(rows, (some, span) -> some.addSlope(span, slopes));
        threads.split(rows.size(), (slot, begin, end) -> {
            for (int row = begin; row < end; row++) {
                rotary.turnBack(projectedSlope.numbers(), projectedSlope.at(row), turning(), rows.positions()[row]);
            }
        });
    }

    /** Adds to the slope what comes back through a matrix, the weight behind a norm's scale, and that norm. */
    private void backThroughNorm(int scale, Grid input, Grid outputSlope, Back back) {
        int count = back.count();
        Gradient gradient = back.gradient();
        float[] numbers = gradient.weights().of(scale);
        normedSlope.clear(0, count);
        gradient.pullBack(scale + 1, outputSlope, normedSlope, count);
        threads.split(count, (slot, begin, end) -> normalize(input, numbers, new Range(slot, begin, end)));
        gradient.add(scale + 1, outputSlope, normed, count);
        gradient.addScale(scale, input, normedSlope, count);
        threads.split(count, (slot, begin, end) -> {
            for (int row = begin; row < end; row++) {
                norm.addSlope(
                        input.from(row),
                        normedSlope.from(row),
                        numbers,
                        back.slope().numbers(),
                        back.slope().at(row));
            }
        });
    }
}
