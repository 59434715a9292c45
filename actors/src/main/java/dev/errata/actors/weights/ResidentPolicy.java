package dev.errata.actors.weights;

import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;

/** The policy in memory, as far as an actor needs it: {@link dev.errata.policy.Policy} or a fake. One thread at a time. */
public interface ResidentPolicy extends AutoCloseable {

    /** Token ids of the prompt for a question, [P]. */
    int[] prompt(String question);

    /** Most positions, prompt and answer together. */
    int maxPositions();

    /**
     * An idle batch; one at a time, to be closed after use.
     *
     * @param version what the weights in memory are called in the version spans
     */
    RunningBatch batch(SamplingSettings settings, long version);

    /** The text of token ids, special tokens left out. */
    String decode(int[] tokens);

    /**
     * Takes the weights of another folder of the same shape; a batch that runs must be told.
     *
     * @throws dev.errata.policy.weights.UnusableCheckpointException if it is refused; the old weights stay whole
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
