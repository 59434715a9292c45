package dev.errata.evaluator.benchmark;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.List;

/**
 * The real policy.
 *
 * @param policy the policy loaded; it stays its owner's to close
 */
public record LoadedPolicy(Policy policy) implements MeasuredPolicy {

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
}
