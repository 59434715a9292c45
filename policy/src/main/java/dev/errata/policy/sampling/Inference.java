package dev.errata.policy.sampling;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.weights.ModelConfig;
import java.util.List;
import java.util.function.Supplier;

/**
 * What sampling, reviewing and scoring ask of a network, under its weights as they are at each call. {@link #read} and {@link
 * #decode} may be called from several threads at the same time, each with a cache of its own, once {@link #prepare} has been.
 */
public interface Inference {

    /** Most tokens that a row samples in one call. */
    int STEPS = 8;

    /** The shape of the network. */
    ModelConfig config();

    /** How many threads decode at the same time for all cores to be busy. */
    int lanes();

    /** Does the work of one of several lanes, on the lane's own thread. */
    default <R> R onLane(Supplier<R> work) {
        return work.get();
    }

    /** Comes when all lanes have worked, on the thread that has waited for them. */
    default void afterLanes() {}

    /** Most tokens of a reading with branches; what is longer must be read branch by branch. */
    int maxBranchingTokens();

    /** Where it pays to read answers behind one copy of their prompt. */
    PromptSharing sharing();

    /** An empty cache of keys and values. */
    KeyValueCache newCache();

    /** Takes the weights as they are now, and makes ready what threads share to reach so many positions; comes before they begin. */
    void prepare(int positions);

    /** Reads sequences and keeps keys and values of some of their rows. */
    void read(List<SharedPrompt> readings, List<CacheWrite> kept, KeyValueCache cache);

    /** As {@link #read}, and judges given tokens; also splits the work over threads. */
    TokenScores judge(
            List<SharedPrompt> readings, List<CacheWrite> kept, KeyValueCache cache, List<TargetTokens> predicted);

    /**
     * What a network thinks of given tokens, in the order in which they were asked for.
     *
     * @param probabilities probability of each, [M]
     * @param best the most probable token in its place, [M]
     */
    record TokenScores(double[] probabilities, int[] best) {}

    /**
     * Log-probs of given tokens; splits the work over threads.
     *
     * @param temperature softmax temperature, above zero
     * @return nats, in the order in which they were asked for, [M]
     */
    float[] logProbs(List<SharedPrompt> readings, List<TargetTokens> predicted, double temperature);

    /**
     * Samples up to {@link #STEPS} tokens for each row, fewer once so many rows have ended that somebody should take their
     * places.
     *
     * @param rows rows whose history is in the cache, and who own the pages for what they will feed
     * @param enough how many ended rows are worth a stop
     */
    Decoded decode(
            List<DecodingSequence> rows, SamplingSettings settings, StopTokens stop, int enough, KeyValueCache cache);

    /**
     * Tokens sampled; what follows the end of a row means nothing.
     *
     * @param tokens of each row, at least up to its end, [B][steps]
     * @param logProbs of each row, nats, [B][steps]
     */
    record Decoded(int[][] tokens, float[][] logProbs) {}

    /** Logits of every position of one sequence, [T, V] row by row. */
    float[] logits(int[] tokens);
}
