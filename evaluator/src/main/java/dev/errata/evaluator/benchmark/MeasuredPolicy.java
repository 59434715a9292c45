package dev.errata.evaluator.benchmark;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.List;

/** A policy as far as measuring it needs it: {@link dev.errata.policy.Policy} or a fake. One thread at a time. */
public interface MeasuredPolicy {

    /** Token ids of the prompt for a question, [P]. */
    int[] prompt(String question);

    /** Most positions, prompt and answer together. */
    int maxPositions();

    /** One completion per request, in their order, all in one batch. */
    List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings);

    /** The text of token ids, special tokens left out. */
    String decode(int[] tokens);
}
