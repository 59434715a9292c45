package dev.errata.evaluator.measurement;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.List;

/** The operations of a policy that a measurement uses: {@link Policy} or a fake. One thread at a time. */
public interface MeasuredPolicy {

    /** Token ids of the prompt for a question, [P]. */
    int[] prompt(String question);

    /** Most positions, prompt and answer together. */
    int maxPositions();

    /** One completion per request, in their order, all in one batch. */
    List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings);

    /** The text of token ids, special tokens left out. */
    String decode(int[] tokens);

    /** Measures a loaded policy, which its owner closes. */
    static MeasuredPolicy of(Policy policy) {
        return new MeasuredPolicy() {
            @Override
            public int[] prompt(String question) {
                return policy.prompt(question);
            }

            @Override
            public int maxPositions() {
                return policy.maxPositions();
            }

            @Override
            public List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings) {
                return policy.sample(requests, settings);
            }

            @Override
            public String decode(int[] tokens) {
                return policy.tokenizer().decode(tokens);
            }
        };
    }
}
