package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.weights.ModelConfig;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads and decodes sequences under a network's current weights at each call. Several threads may call {@link #read}
 * and {@link #decode} at the same time, each with a cache of its own, after {@link #prepare}.
 */
public interface Inference {

    /** Most tokens that a sequence samples in one call of {@link #decode}. */
    int STEPS = 8;

    /** The shape of the network. */
    ModelConfig config();

    /** Number of threads that decode at the same time to keep all cores busy. */
    int lanes();

    /** Runs the work of one of several lanes, on the lane's own thread. */
    default <R> R onLane(Supplier<R> work) {
        return work.get();
    }

    /** Called after all lanes have worked, on the thread that waited for them. */
    default void afterLanes() {}

    /** Most tokens of a sequence with branches; branches of longer ones must be read one by one. */
    int maxBranchingTokens();

    /** Decides which answers are read behind one copy of their prompt. */
    PromptSharing sharing();

    /** An empty cache of keys and values. */
    KeyValueCache newCache();

    /**
     * Takes the current weights and prepares what threads share for sequences of a length; call it before the threads
     * start.
     */
    void prepare(int positions);

    /** Reads sequences and writes keys and values of some of their rows to the cache. */
    void read(List<SharedPrompt> sequences, List<CacheWrite> writes, KeyValueCache cache);

    /** As {@link #read}, and scores given tokens; divides the work among threads. */
    TokenScores score(
            List<SharedPrompt> sequences, List<CacheWrite> writes, KeyValueCache cache, List<TargetTokens> predicted);

    /**
     * Scores of given tokens, in the order of the request.
     *
     * @param probabilities probability of each, [M]
     * @param best the most probable token at its position, [M]
     */
    record TokenScores(double[] probabilities, int[] best) {}

    /**
     * Log-probs of given tokens; divides the work among threads.
     *
     * @param temperature softmax temperature, above zero
     * @return nats, in the order of the request, [M]
     */
    float[] logProbs(List<SharedPrompt> sequences, List<TargetTokens> predicted, double temperature);

    /**
     * Samples up to {@link #STEPS} tokens for each row. Stops early once enough rows have ended, so that waiting
     * requests can take their places.
     *
     * @param rows sequences whose history is in the cache and that own pages for the tokens of this call
     * @param enough number of ended rows that stops the call
     */
    Decoded decode(
            List<DecodingSequence> rows, SamplingSettings settings, StopTokens stop, int enough, KeyValueCache cache);

    /**
     * Sampled tokens; values behind the end of a row are undefined.
     *
     * @param tokens tokens of each row, at least up to its end, [B][steps]
     * @param logProbs their log-probs, nats, [B][steps]
     */
    record Decoded(int[][] tokens, float[][] logProbs) {}

    /** Logits of every position of one sequence, [T, V] row by row. */
    float[] logits(int[] tokens);
}
