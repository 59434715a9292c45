package dev.errata.policy.vector;

import dev.errata.policy.sampling.DecodingSequence;
import dev.errata.policy.sampling.Inference;
import dev.errata.policy.sampling.StopTokens;
import java.util.Arrays;
import java.util.List;

/** A few decoding steps of one batch. A sequence that ends is left out of the next step. */
final class Decoding {

    private final List<DecodingSequence> sequences;
    private final StopTokens stop;
    private final float[][][] pages;
    private final int[][] tokens;
    private final float[][] logProbs;
    private final boolean[] going;
    private final TokenRows rows = new TokenRows();

    /** The sequence of each row of this step. */
    private final int[] sequenceOf;

    private int step;
    private int running;

    Decoding(List<DecodingSequence> sequences, StopTokens stop, VectorCache cache) {
        this.sequences = sequences;
        this.stop = stop;
        int count = sequences.size();
        pages = new float[count][][];
        tokens = new int[count][Inference.STEPS];
        logProbs = new float[count][Inference.STEPS];
        going = new boolean[count];
        sequenceOf = new int[count];
        for (int i = 0; i < count; i++) {
            pages[i] = cache.pages(sequences.get(i).pages());
            going[i] = true;
        }
        running = count;
    }

    /** Steps taken. */
    int step() {
        return step;
    }

    int running() {
        return running;
    }

    int ended() {
        return sequences.size() - running;
    }

    /** The rows of this step: the last token of every running sequence. */
    TokenRows next() {
        rows.clear();
        for (int i = 0; i < going.length; i++) {
            if (going[i]) {
                DecodingSequence sequence = sequences.get(i);
                sequenceOf[rows.size()] = i;
                rows.add(step == 0 ? sequence.next() : tokens[i][step - 1], sequence.position() + step, pages[i]);
            }
        }
        return rows;
    }

    /** The uniform number that decides a row's token. */
    double uniform(int row) {
        return sequences.get(sequenceOf[row]).uniform(step);
    }

    /** Records the token of a row. */
    void take(int row, int token, float logProb) {
        int i = sequenceOf[row];
        tokens[i][step] = token;
        logProbs[i][step] = logProb;
        if (stop.contains(token) || sequences.get(i).left() == step + 1) {
            going[i] = false;
            running--;
        }
    }

    /** Ends a step. */
    void advance() {
        step++;
    }

    Inference.Decoded decoded() {
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = Arrays.copyOf(tokens[i], step);
        }
        return new Inference.Decoded(tokens, logProbs);
    }
}
