package dev.errata.policy.vector;

import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;
import java.util.List;

/** The working memory of one thread: activations, spare pages and a distribution. */
final class Workspace {

    /** Most logits at a time: 16 MiB of fp32. */
    private static final int LOGITS = 1 << 22;

    private final Forward forward;
    private final SequenceReader reader;
    private final Softmax softmax;
    private final int vocabulary;
    private final int logitRows;

    Workspace(ModelConfig config, RotaryTable rotary) {
        forward = new Forward(config, rotary);
        reader = new SequenceReader(forward, PageLayout.of(config));
        vocabulary = config.vocabulary();
        softmax = new Softmax(vocabulary);
        logitRows = Math.max(1, LOGITS / vocabulary);
    }

    /** Reads a chunk, writes requested rows to the cache, and reports the predictions of its rows. */
    void read(VectorWeights weights, WorkChunk part, VectorCache cache, double temperature, Targets.Listener listener) {
        reader.read(weights, part.sequences(), part.kept(), cache, (begin, end) -> {
            int[] rows = part.targets().rowsWithin(begin, end);
            forEachDistribution(
                    weights, rows, temperature, row -> part.targets().tell(begin + row, softmax, listener));
        });
    }

    private interface RowListener {
        void onRow(int row);
    }

    /** Visits the distribution of each of some rows, one after the other. */
    private void forEachDistribution(VectorWeights weights, int[] rows, double temperature, RowListener listener) {
        int stride = weights.head().stride();
        for (int begin = 0; begin < rows.length; begin += logitRows) {
            int end = Math.min(rows.length, begin + logitRows);
            float[] logits = forward.logits(weights, rows, begin, end);
            for (int i = begin; i < end; i++) {
                softmax.load(logits, (i - begin) * stride, temperature);
                listener.onRow(rows[i]);
            }
        }
    }

    /** Samples up to {@link Inference#STEPS} tokens for each sequence; stops early once enough have ended. */
    void decode(VectorWeights weights, Decoding decoding, SamplingSettings settings, int enough) {
        while (decoding.step() < Inference.STEPS && decoding.ended() < enough && decoding.running() > 0) {
            sampleOne(weights, decoding, settings);
        }
    }

    private void sampleOne(VectorWeights weights, Decoding decoding, SamplingSettings settings) {
        boolean greedy = settings.temperature() <= 0;
        TokenRows rows = decoding.next();
        for (int from = 0; from < rows.size(); from += Forward.ROWS) {
            int begin = from;
            int end = Math.min(rows.size(), from + Forward.ROWS);
            forward.read(weights, rows, begin, end);
            int[] all = new int[end - begin];
            Arrays.setAll(all, i -> i);
            forEachDistribution(weights, all, greedy ? 1 : settings.temperature(), row -> {
                if (!greedy) {
                    softmax.restrict(settings);
                }
                int token = greedy ? softmax.argmax() : softmax.sample(decoding.uniform(begin + row));
                decoding.take(begin + row, token, softmax.logProb(token));
            });
        }
        decoding.advance();
    }

    /** Writes the logits of every row of a sequence, [T, V]. */
    void logits(VectorWeights weights, WorkChunk part, VectorCache cache, float[] out) {
        reader.read(weights, part.sequences(), List.of(), cache, (begin, end) -> {
            for (int row = begin; row < end; row++) {
                float[] logits = forward.logits(weights, new int[] {row - begin}, 0, 1);
                System.arraycopy(logits, 0, out, row * vocabulary, vocabulary);
            }
        });
    }
}
