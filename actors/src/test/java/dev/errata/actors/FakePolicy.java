package dev.errata.actors;

import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A policy without a network: a prompt is its characters, an answer one of seven tokens by the seed. */
public final class FakePolicy implements ResidentPolicy {

    /** Folders whose weights were taken, in order. */
    public final List<Path> folders = new ArrayList<>();

    /** Most questions asked in one call. */
    public int largestBatch;

    @Override
    public int[] prompt(String question) {
        if (question.contains("\u2603")) {
            throw new IllegalArgumentException("no token for a snowman");
        }
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
                    int token = (int) Long.remainderUnsigned(request.seed(), 7);
                    return new Completion(new int[] {token, 99}, new float[] {-1, -0.5f}, token != 0);
                })
                .toList();
    }

    @Override
    public String decode(int[] tokens) {
        return "####" + tokens[0];
    }

    @Override
    public void replaceWeights(Path folder) {
        folders.add(folder);
    }

    @Override
    public void close() {}
}
