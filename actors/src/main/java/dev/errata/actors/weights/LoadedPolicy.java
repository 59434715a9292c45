package dev.errata.actors.weights;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;
import java.util.List;

/** The real policy, loaded on a device. */
public final class LoadedPolicy implements ResidentPolicy {

    private final Policy policy;

    private LoadedPolicy(Policy policy) {
        this.policy = policy;
    }

    /** Loads policies on a device: {@code auto}, {@code cpu} or {@code gpu:N}. */
    public static Loader on(String device) {
        return folder -> new LoadedPolicy(Policy.load(folder, device));
    }

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

    @Override
    public void replaceWeights(Path folder) {
        policy.replaceWeights(folder);
    }

    @Override
    public void close() {
        policy.close();
    }
}
