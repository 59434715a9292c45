package dev.errata.actors;

import dev.errata.actors.weights.ResidentPolicy;
import dev.errata.actors.weights.RunningBatch;
import dev.errata.policy.sampling.CacheAfterUpdate;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Finished;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.VersionSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A policy without a network: a prompt is its characters, an answer one of seven tokens by the seed and then 99s. It
 * takes one token a step.
 */
public final class FakePolicy implements ResidentPolicy {

    /** Folders whose weights were taken, in order. */
    public final List<Path> folders = new ArrayList<>();

    /** The treatment of the cache at each update in the middle of a batch. */
    public final List<CacheAfterUpdate> caches = new ArrayList<>();

    /** Most questions asked in one batch. */
    public int largestBatch;

    /** Tokens of every answer. */
    public int answerLength = 2;

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
    public RunningBatch batch(SamplingSettings settings, long version) {
        return new Steps(version);
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

    /** All answers at the same pace. */
    private final class Steps implements RunningBatch {

        private final List<SamplingRequest> requests = new ArrayList<>();
        private final List<VersionSpan> spans = new ArrayList<>();
        private long version;
        private int sampled;

        Steps(long version) {
            this.version = version;
        }

        @Override
        public int submit(SamplingRequest request) {
            requests.add(request);
            largestBatch = Math.max(largestBatch, requests.size());
            return requests.size() - 1;
        }

        @Override
        public boolean isIdle() {
            return requests.isEmpty() || sampled == answerLength;
        }

        @Override
        public List<Finished> advance() {
            if (spans.isEmpty() || spans.get(spans.size() - 1).version() != version) {
                spans.add(new VersionSpan(sampled, version));
            }
            sampled++;
            List<Finished> finished = new ArrayList<>();
            if (sampled == answerLength) {
                // The last first: a batch may finish in any order.
                for (int ticket = requests.size() - 1; ticket >= 0; ticket--) {
                    finished.add(new Finished(ticket, answer(requests.get(ticket)), List.copyOf(spans)));
                }
            }
            return finished;
        }

        private Completion answer(SamplingRequest request) {
            int[] tokens = new int[answerLength];
            Arrays.fill(tokens, 99);
            tokens[0] = (int) Long.remainderUnsigned(request.seed(), 7);
            float[] logProbs = new float[answerLength];
            Arrays.fill(logProbs, -0.5f);
            logProbs[0] = -1;
            return new Completion(tokens, logProbs, tokens[0] != 0);
        }

        @Override
        public void weightsReplaced(long newVersion, CacheAfterUpdate cache) {
            version = newVersion;
            caches.add(cache);
        }

        @Override
        public void close() {}
    }
}
