package dev.errata.actors.weights;

import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;

/**
 * The operations of the policy in memory that an actor uses: {@link dev.errata.policy.Policy} or a fake. One thread at
 * a time.
 */
public interface ResidentPolicy extends AutoCloseable {

    /** Token ids of the prompt for a question, [P]. */
    int[] prompt(String question);

    /** Most positions, prompt and answer together. */
    int maxPositions();

    /**
     * A batch without answers; one at a time, to be closed after use.
     *
     * @param version version of the weights in memory, for the version spans
     */
    RunningBatch batch(SamplingSettings settings, long version);

    /** The text of token ids, special tokens left out. */
    String decode(int[] tokens);

    /**
     * Replaces the weights by those of another folder of the same shape; a running batch must be told.
     *
     * @throws dev.errata.policy.weights.UnusableCheckpointException if the folder is refused; the old weights stay in
     *     place
     */
    void replaceWeights(Path folder);

    @Override
    void close();

    /** Loads the first policy. */
    interface Loader {

        /** The policy of a folder. */
        ResidentPolicy load(Path folder);
    }
}
