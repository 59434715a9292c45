package dev.errata.policy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContinuousBatchTest {

    private static final int LIMIT = 40;
    private static final SamplingSettings SETTINGS = new SamplingSettings(1, 1, 0, LIMIT);
    private static final StopTokens STOP = new StopTokens(Set.of(TinyPolicy.EOS));

    /** A backend, and the tolerance for an answer's log-probs in different batches. */
    private enum Computing {
        /** The same bits in any batch. */
        VECTORS(0) {
            @Override
            Policy create(Path folder) throws IOException {
                return TinyPolicy.create(folder, "qwen2", 2);
            }
        },
        /** The order of sums depends on the batch. */
        SCRIPT(1e-5f) {
            @Override
            Policy create(Path folder) throws IOException {
                return TinyPolicy.onTorch(folder, "qwen2", 2);
            }
        };

        final float tolerance;

        Computing(float tolerance) {
            this.tolerance = tolerance;
        }

        abstract Policy create(Path folder) throws IOException;
    }

    private Policy policy;

    @BeforeEach
    void create(@TempDir Path folder) throws IOException {
        policy = TinyPolicy.create(folder, "qwen2", 2);
    }

    @AfterEach
    void close() {
        policy.close();
    }

    /** Prompts of 1 to 20 tokens, three answers to each. */
    private static List<SamplingRequest> requests(int count) {
        Random random = new Random(3);
        List<SamplingRequest> requests = new ArrayList<>();
        int[] prompt = {};
        for (int i = 0; i < count; i++) {
            prompt = i % 3 == 0 ? TinyPolicy.tokens(random, 1 + random.nextInt(20)) : prompt;
            requests.add(new SamplingRequest(prompt, 1000 + i));
        }
        return requests;
    }

    private static Map<Integer, Finished> finish(ContinuousBatch batch) {
        Map<Integer, Finished> finished = new TreeMap<>();
        while (!batch.isIdle()) {
            batch.advance().forEach(one -> finished.put(one.ticket(), one));
        }
        return finished;
    }

    @ParameterizedTest(name = "{0}, {1} lanes, {2} rows")
    @CsvSource({
        "VECTORS, 1, 1",
        "VECTORS, 1, 5",
        "VECTORS, 2, 5",
        "VECTORS, 2, 64",
        "VECTORS, 3, 7",
        "SCRIPT, 1, 1",
        "SCRIPT, 1, 5",
        "SCRIPT, 2, 5",
        "SCRIPT, 2, 64",
        "SCRIPT, 3, 7"
    })
    void anAnswerDoesNotDependOnTheSizeOfTheBatch(Computing computing, int lanes, int maxRows, @TempDir Path folder)
            throws IOException {
        List<SamplingRequest> requests = requests(30);
        try (Policy computed = computing.create(folder);
                LanePool one = new LanePool(computed.backend().inference(), 1);
                LanePool pool = new LanePool(computed.backend().inference(), lanes);
                ContinuousBatch batch =
                        new ContinuousBatch(computed.backend().inference(), STOP, SETTINGS, pool, maxRows)) {
            Inference inference = computed.backend().inference();
            requests.forEach(batch::submit);
            Map<Integer, Finished> finished = finish(batch);
            assertThat(finished).hasSize(requests.size());
            Sampler sampler = new Sampler(inference, STOP, one);
            finished.forEach((ticket, found) -> {
                Completion alone =
                        sampler.sample(List.of(requests.get(ticket)), SETTINGS).get(0);
                assertThat(found.completion().tokens()).isEqualTo(alone.tokens());
                assertThat(found.completion().logProbs())
                        .containsExactly(alone.logProbs(), within(computing.tolerance));
                assertThat(found.completion().stopped()).isEqualTo(alone.stopped());
            });
        }
    }

    @Test
    void requestsMayComeWhileOthersDecode() {
        List<SamplingRequest> requests = requests(12);
        try (ContinuousBatch batch = policy.continuousBatch(SETTINGS, 4)) {
            List<Completion> completions = new ArrayList<>(policy.sample(requests, SETTINGS));
            Map<Integer, Finished> finished = new TreeMap<>();
            for (SamplingRequest request : requests) {
                batch.submit(request);
                batch.advance().forEach(one -> finished.put(one.ticket(), one));
            }
            finished.putAll(finish(batch));
            finished.forEach((ticket, one) -> assertThat(one.completion().tokens())
                    .isEqualTo(completions.get(ticket).tokens()));
            assertThat(finished).hasSize(12);
        }
    }

    @Test
    void withoutStopTokensOnlyTheLimitEndsAnAnswer() {
        for (Completion completion : policy.sample(requests(9), SETTINGS.stoppingAt(Set.of()))) {
            assertThat(completion.tokens()).hasSize(LIMIT);
            assertThat(completion.stopped()).isFalse();
        }
    }

    @Test
    void aBatchClosedBeforeItsEndDoesNotAffectLaterOnes() {
        List<Completion> before = policy.sample(requests(9), SETTINGS);
        try (ContinuousBatch batch = policy.continuousBatch(SETTINGS, 4)) {
            requests(9).forEach(batch::submit);
            batch.advance();
        }
        List<Completion> after = policy.sample(requests(9), SETTINGS);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).tokens()).isEqualTo(before.get(i).tokens());
        }
    }

    /** After new weights, recomputed, each token has the log-prob that teacher forcing gives it under its version. */
    @ParameterizedTest
    @EnumSource
    void newWeightsInTheMiddleOfAnAnswerAreRecordedPerToken(
            Computing computing, @TempDir Path folder, @TempDir Path other) throws IOException {
        Map<String, float[]> second;
        try (Policy another = TinyPolicy.create(other, "qwen2", 77)) {
            second = TinyPolicy.weights(another);
        }
        List<SamplingRequest> requests = requests(6);
        try (Policy computed = computing.create(folder);
                LanePool pool = new LanePool(computed.backend().inference(), 2);
                ContinuousBatch batch = new ContinuousBatch(
                        computed.backend().inference(), new StopTokens(Set.of()), SETTINGS, pool, 6)) {
            Inference inference = computed.backend().inference();
            Map<String, float[]> first = TinyPolicy.weights(computed);
            requests.forEach(batch::submit);
            batch.weightsReplaced(4, CacheAfterUpdate.KEEP);
            batch.advance();
            TinyPolicy.assign(computed, second);
            batch.weightsReplaced(5, CacheAfterUpdate.RECOMPUTE);
            Map<Integer, Finished> finished = finish(batch);
            float[][] underSecond = forced(inference, requests, finished);
            TinyPolicy.assign(computed, first);
            float[][] underFirst = forced(inference, requests, finished);
            finished.forEach((ticket, one) -> {
                int change = one.spans().get(1).start();
                assertThat(one.spans()).containsExactly(new VersionSpan(0, 4), new VersionSpan(change, 5));
                float[] expected = underSecond[ticket].clone();
                System.arraycopy(underFirst[ticket], 0, expected, 0, change);
                assertThat(one.completion().logProbs()).containsExactly(expected, within(10 * computing.tolerance));
            });
        }
    }

    private static float[][] forced(
            Inference inference, List<SamplingRequest> requests, Map<Integer, Finished> finished) {
        List<int[]> prompts = requests.stream().map(SamplingRequest::prompt).toList();
        List<int[]> answers =
                finished.values().stream().map(one -> one.completion().tokens()).toList();
        return new AnswerLogProbs(inference).of(prompts, answers, 1).toArray(float[][]::new);
    }

    /** Cached keys and values are those of the old weights, so the log-probs are of neither version alone. */
    @Test
    void aKeptCacheChangesTheTokensSampledNext(@TempDir Path other) throws IOException {
        Map<String, float[]> second;
        try (Policy another = TinyPolicy.create(other, "qwen2", 77)) {
            second = TinyPolicy.weights(another);
        }
        Map<String, float[]> first = TinyPolicy.weights(policy);
        List<float[]> logProbs = new ArrayList<>();
        for (CacheAfterUpdate mode : CacheAfterUpdate.values()) {
            TinyPolicy.assign(policy, first);
            try (ContinuousBatch batch = policy.continuousBatch(SETTINGS.stoppingAt(Set.of()), 6)) {
                batch.submit(requests(1).get(0));
                batch.advance();
                TinyPolicy.assign(policy, second);
                batch.weightsReplaced(1, mode);
                logProbs.add(
                        finish(batch).values().iterator().next().completion().logProbs());
            }
        }
        assertThat(Arrays.equals(logProbs.get(0), logProbs.get(1))).isFalse();
        assertThat(Arrays.copyOf(logProbs.get(0), 8)).containsExactly(Arrays.copyOf(logProbs.get(1), 8), within(0f));
    }
}
