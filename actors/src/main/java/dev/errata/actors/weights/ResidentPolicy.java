package dev.errata.actors.weights;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;
import java.util.List;

/** The policy in memory, as far as an actor needs it: {@link dev.errata.policy.Policy} or a fake. One thread at a time. */
public interface ResidentPolicy extends AutoCloseable {

    /** Token ids of the prompt for a question, [P]. */
    int[] prompt(String question);

    /** Most positions, prompt and answer together. */
    int maxPositions();

    /** One completion per request, in their order, all in one batch. */
    List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings);

    /** The text of token ids, special tokens left out. */
    String decode(int[] tokens);

    /** Takes the weights of another folder of the same shape. */
    void replaceWeights(Path folder);

    @Override
    void close();

    /** Loads the first policy. */
    interface Loader {

        /** The policy of a folder. */
        ResidentPolicy load(Path folder);
    }
}
