package dev.errata.evaluator;

import dev.errata.evaluator.measurement.MeasuredPolicy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.util.List;

/** A policy without a network: a prompt is its characters, an answer one of four tokens; greedy repeats the first. */
public final class FakePolicy implements MeasuredPolicy {

    /** Most answers asked for in one call. */
    public int largestBatch;

    @Override
    public int[] prompt(String question) {
        return question.chars().toArray();
    }

    @Override
    public int maxPositions() {
        return 100;
    }

    @Override
    public List<Completion> sample(List<SamplingRequest> requests, SamplingSettings settings) {
        largestBatch = Math.max(largestBatch, requests.size());
        return requests.stream()
                .map(request -> {
                    int token = settings.temperature() == 0
                            ? request.prompt()[0] - '0'
                            : (int) Long.remainderUnsigned(request.seed(), 4);
                    return new Completion(new int[] {token}, new float[] {-1}, true);
                })
                .toList();
    }

    @Override
    public String decode(int[] tokens) {
        return String.valueOf(tokens[0]);
    }
}
