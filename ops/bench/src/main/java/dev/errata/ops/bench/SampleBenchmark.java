package dev.errata.ops.bench;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.List;
import java.util.stream.IntStream;

/** Samples all answers of a workload; every repetition samples the same answers. */
public final class SampleBenchmark implements Benchmark {

    private final Policy policy;
    private final SampleWorkload workload;
    private final List<SamplingRequest> requests;
    private final SamplingSettings settings;

    /**
     * A benchmark of a policy.
     *
     * @param seed seed of the sampling
     */
    public SampleBenchmark(Policy policy, SampleWorkload workload, long seed) {
        this.policy = policy;
        this.workload = workload;
        requests = IntStream.range(0, workload.prompts().size())
                .mapToObj(i -> new SamplingRequest(workload.prompts().get(i), seed + i))
                .toList();
        settings = new SamplingSettings(1, 1, 0, workload.newTokens()).stoppingAt(workload.stop());
    }

    @Override
    public Work run() {
        List<Completion> completions = policy.sample(requests, settings);
        long tokens = 0;
        double logProb = 0;
        for (Completion completion : completions) {
            tokens += completion.tokens().length;
            for (float token : completion.logProbs()) {
                logProb += token;
            }
        }
        double flops = new Flops(policy.config()).sampling(workload.prompts(), completions);
        return new Work(tokens, flops, logProb / tokens);
    }
}
