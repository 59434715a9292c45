package dev.errata.ops.bench.soak;

import dev.errata.ops.bench.SampleBenchmark;
import dev.errata.ops.bench.SampleWorkload;
import dev.errata.policy.Policy;

/** Sampling calls, each with its own questions. */
final class SamplingTurns implements Turns {

    private static final int QUESTIONS = 4;
    private static final int LONGEST_PROMPT = 64;
    private static final int LONGEST_ANSWER = 32;

    private final Policy policy;

    SamplingTurns(Policy policy) {
        this.policy = policy;
    }

    static SampleWorkload workload(int vocabulary, long seed) {
        return SampleWorkload.mixed(QUESTIONS, LONGEST_PROMPT, LONGEST_ANSWER, vocabulary, seed);
    }

    @Override
    public void take(long seed) {
        new SampleBenchmark(policy, workload(policy.config().vocabulary(), seed), seed).run();
    }
}
