package dev.errata.policy.vector;

import dev.errata.policy.vector.Gradient.OfMatrix;
import dev.errata.policy.vector.Gradient.OfScale;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * From the residual stream to the log-probs of the answer tokens, and back. Logits exist for a chunk of rows at a time, and are
 * computed again on the way back where there is more than one chunk: those of a single one are still there.
 */
final class HeadPass {

    private final Threads threads;
    private final RmsNorm norm;
    private final int width;
    private final int normWeight;
    private final int headWeight;
    private final int chunk;
    private final List<Softmax> softmax = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final Grid logits;

    /** The rows that predict, before and after the norm, [M, D]. */
    private Grid below;

    private Grid normed;

    /** A pass that holds so many rows of logits. */
    HeadPass(VectorNetwork network, int logitRows) {
        ModelConfig config = network.config();
        threads = network.threads();
        norm = new RmsNorm(config);
        width = config.hidden();
        int count = network.weights().count();
        normWeight = config.tiedEmbedding() ? count - 1 : count - 2;
        headWeight = config.tiedEmbedding() ? 0 : count - 1;
        chunk = Simd.roundUp(logitRows, Product.ROWS);
        for (int slot = 0; slot < threads.count(); slot++) {
            softmax.add(new Softmax(config.vocabulary()));
            products.add(new Product());
        }
        logits = Grid.of(chunk, Simd.roundUp(config.vocabulary(), Product.COLUMNS));
        below = Grid.of(0, RmsNorm.stride(config));
        normed = below;
    }

    /** Log-probs of the targets, [M], given the residual stream before the last norm, [N, D]. */
    float[] forth(VectorWeights w, TrainingRows rows, Grid residual) {
        int count = rows.targets().length;
        below = Grid.of(count, residual.stride());
        normed = Grid.of(count, residual.stride());
        for (int m = 0; m < count; m++) {
            int at = residual.at(rows.predicting()[m]);
            System.arraycopy(residual.numbers(), at, below.numbers(), below.at(m), residual.stride());
            norm.apply(residual.numbers(), at, w.norm(), normed.numbers(), normed.at(m));
        }
        float[] logProbs = new float[count];
        for (int first = 0; first < count; first += chunk) {
            int length = Math.min(chunk, count - first);
            multiply(w, first, length);
            forEachDistribution(
                    first, length, (distribution, m, at) -> logProbs[m] = distribution.logProb(rows.targets()[m]));
        }
        return logProbs;
    }

    private interface DistributionWork {

        /** The distribution of a target's row, whose logits are at a place. */
        void run(Softmax distribution, int target, int at);
    }

    /** The logits of a chunk of targets. */
    private void multiply(VectorWeights w, int first, int length) {
        threads.split(length, (slot, begin, end) -> {
            logits.clear(begin, end);
            Product product = normed.from(first + begin).leftOf(products.get(slot));
            w.head().addTo(product.into(logits.numbers(), logits.at(begin), logits.stride()), end - begin);
        });
    }

    /** Does something with the distribution of each target of a chunk, whose logits are there. */
    private void forEachDistribution(int first, int length, DistributionWork work) {
        threads.split(length, (slot, begin, end) -> {
            for (int i = begin; i < end; i++) {
                softmax.get(slot).of(logits.numbers(), logits.at(i), 1);
                work.run(softmax.get(slot), first + i, logits.at(i));
            }
        });
    }

    /** What the head reads of each target, [M, D] row by row. */
    float[] normed(TrainingRows rows) {
        float[] flat = new float[rows.targets().length * width];
        for (int m = 0; m < rows.targets().length; m++) {
            System.arraycopy(normed.numbers(), normed.at(m), flat, m * width, width);
        }
        return flat;
    }

    /** Adds the slope of the residual stream to {@code upstream}, [N, D]. */
    void back(VectorWeights w, TrainingRows rows, LossSlope slope, Grid upstream, Gradient gradient) {
        int count = rows.targets().length;
        Grid back = given(slope, count);
        for (int first = 0; first < count; first += chunk) {
            int length = Math.min(chunk, count - first);
            int begin = first;
            if (count > chunk) {
                multiply(w, first, length);
            }
            forEachDistribution(
                    first,
                    length,
                    (distribution, m, at) ->
                            distribution.slope(slope.ofLogProbs()[m], rows.targets()[m], logits.numbers(), at));
            threads.split(
                    length,
                    (slot, from, end) -> gradient.pullBack(
                            slot, headWeight, logits.from(from), back.from(begin + from), end - from));
            gradient.add(length, List.of(new OfMatrix(headWeight, logits, normed.from(first))));
        }
        float[] lengths = new float[count];
        float[] scale = gradient.scale(normWeight);
        for (int m = 0; m < count; m++) {
            int to = upstream.at(rows.predicting()[m]);
            lengths[m] = norm.length(below.numbers(), below.at(m));
            norm.addSlope(below.from(m), back.from(m), scale, upstream.numbers(), to);
        }
        gradient.add(count, List.of(new OfScale(normWeight, below, back, lengths)));
    }

    /** The slope that the loss asks of the normed rows themselves. */
    private Grid given(LossSlope slope, int count) {
        Grid back = Grid.of(count, normed.stride());
        float[] flat = slope.ofNormed();
        for (int m = 0; flat != null && m < count; m++) {
            System.arraycopy(flat, m * width, back.numbers(), back.at(m), width);
        }
        return back;
    }
}
