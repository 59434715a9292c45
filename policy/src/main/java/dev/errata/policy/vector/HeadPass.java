package dev.errata.policy.vector;

import dev.errata.policy.vector.WeightGradients.OfMatrix;
import dev.errata.policy.vector.WeightGradients.OfScale;
import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward pass from the residual stream to the log-probs of the answer tokens, and the backward pass. Logits exist
 * for one chunk of rows at a time. The backward pass computes them again if there is more than one chunk.
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
    private final Matrix logits;

    /** The rows that predict a target, before and after the last norm, [M, D]. */
    private Matrix below;

    private Matrix normed;

    /** A pass that holds a number of rows of logits at a time. */
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
        logits = Matrix.of(chunk, Simd.roundUp(config.vocabulary(), Product.COLUMNS));
        below = Matrix.of(0, RmsNorm.stride(config));
        normed = below;
    }

    /** Log-probs of the targets, [M], given the residual stream before the last norm, [N, D]. */
    float[] forward(VectorWeights w, TrainingRows rows, Matrix residual) {
        int count = rows.targets().length;
        below = Matrix.of(count, residual.stride());
        normed = Matrix.of(count, residual.stride());
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

        /** Receives the distribution of a target's row, whose logits begin at an index. */
        void run(Softmax distribution, int target, int at);
    }

    /** Computes the logits of a chunk of targets. */
    private void multiply(VectorWeights w, int first, int length) {
        threads.split(length, (slot, begin, end) -> {
            logits.clear(begin, end);
            Product product = normed.from(first + begin).leftOf(products.get(slot));
            w.head().addTo(product.into(logits.numbers(), logits.at(begin), logits.stride()), end - begin);
        });
    }

    /** Visits the distribution of each target of a chunk whose logits were computed. */
    private void forEachDistribution(int first, int length, DistributionWork work) {
        threads.split(length, (slot, begin, end) -> {
            for (int i = begin; i < end; i++) {
                softmax.get(slot).load(logits.numbers(), logits.at(i), 1);
                work.run(softmax.get(slot), first + i, logits.at(i));
            }
        });
    }

    /** The normed residual stream at each target, which the head reads, [M, D] row by row. */
    float[] normed(TrainingRows rows) {
        float[] flat = new float[rows.targets().length * width];
        for (int m = 0; m < rows.targets().length; m++) {
            System.arraycopy(normed.numbers(), normed.at(m), flat, m * width, width);
        }
        return flat;
    }

    /** Adds the gradient with respect to the residual stream to {@code upstream}, [N, D]. */
    void backward(
            VectorWeights w, TrainingRows rows, LossGradient loss, Matrix upstream, WeightGradients weightGradients) {
        int count = rows.targets().length;
        Matrix normedGradient = givenGradient(loss, count);
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
                            distribution.gradient(loss.logProbs()[m], rows.targets()[m], logits.numbers(), at));
            threads.split(
                    length,
                    (slot, from, end) -> weightGradients.addInputGradient(
                            slot, headWeight, logits.from(from), normedGradient.from(begin + from), end - from));
            weightGradients.add(length, List.of(new OfMatrix(headWeight, logits, normed.from(first))));
        }
        float[] inverseRms = new float[count];
        float[] scale = weightGradients.scale(normWeight);
        for (int m = 0; m < count; m++) {
            int to = upstream.at(rows.predicting()[m]);
            inverseRms[m] = norm.inverseRms(below.numbers(), below.at(m));
            norm.addInputGradient(below.from(m), normedGradient.from(m), scale, upstream.numbers(), to);
        }
        weightGradients.add(count, List.of(new OfScale(normWeight, below, normedGradient, inverseRms)));
    }

    /** The gradient of the loss with respect to the normed rows themselves; zeros without a critic. */
    private Matrix givenGradient(LossGradient loss, int count) {
        Matrix normedGradient = Matrix.of(count, normed.stride());
        float[] flat = loss.normed();
        for (int m = 0; flat != null && m < count; m++) {
            System.arraycopy(flat, m * width, normedGradient.numbers(), normedGradient.at(m), width);
        }
        return normedGradient;
    }
}
