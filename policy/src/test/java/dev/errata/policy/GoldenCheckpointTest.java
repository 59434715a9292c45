package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenCheckpointTest {

    /** fp32 sums in another order; the logits are of the order of 1. */
    private static final float TOLERANCE = 1e-4f;

    private static final double DECIDED_MARGIN = 1e-3;

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"llama-A-fp32, VECTOR", "llama-A-fp32, TORCH", "qwen2-A-bf16, VECTOR", "qwen2-A-bf16, TORCH"})
    void logitsAndLogProbsAreThoseOfTransformers(String name, Kernels kernels) throws IOException {
        Golden golden = Golden.named(name);
        try (Policy policy = golden.load(kernels)) {
            for (int i = 0; i < golden.prompts(); i++) {
                int[] ids = Golden.ints(golden.prompt(i).path("ids"));
                assertThat(largestDifference(policy.logits(ids), golden.array("logits_" + i)))
                        .isLessThan(TOLERANCE);
                if (ids.length > 1) {
                    int[] rest = Arrays.copyOfRange(ids, 1, ids.length);
                    List<float[]> logProbs = policy.logProbs(List.of(new int[] {ids[0]}), List.of(rest), 1);
                    assertThat(largestDifference(logProbs.get(0), golden.array("logprobs_" + i)))
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }

    @Test
    void theRotaryFrequenciesOfABf16CheckpointAreNotRounded() throws IOException {
        Golden golden = Golden.named("qwen2-A-bf16");
        int[] ids = Golden.ints(golden.prompt(0).path("ids"));
        try (Policy policy = Policy.load(golden.folder(), "cpu");
                Policy rounded = golden.load(Kernels.AUTO)) {
            float difference = largestDifference(policy.logits(ids), rounded.logits(ids));
            assertThat(difference).isBetween(TOLERANCE, 0.02f);
        }
    }

    private static float largestDifference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        return largest;
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"llama-A-fp32, VECTOR", "llama-A-fp32, TORCH", "qwen2-A-bf16, VECTOR", "qwen2-A-bf16, TORCH"})
    void greedyContinuationsAreThoseOfTransformersWhileTheMarginDecides(String name, Kernels kernels)
            throws IOException {
        Golden golden = Golden.named(name);
        try (Policy policy = golden.load(kernels)) {
            List<SamplingRequest> requests = new ArrayList<>();
            for (int i = 0; i < golden.prompts(); i++) {
                requests.add(new SamplingRequest(Golden.ints(golden.prompt(i).path("ids")), 0));
            }
            List<Completion> completions = policy.sample(requests, SamplingSettings.greedy(32));
            for (int i = 0; i < golden.prompts(); i++) {
                assertContinues(completions.get(i), golden.prompt(i));
            }
        }
    }

    private static void assertContinues(Completion completion, JsonNode expected) {
        int[] ids = Golden.ints(expected.path("greedy_ids"));
        // The golden continuation goes on behind the end-of-sequence token; ours ends there.
        for (int t = 0; t < completion.tokens().length; t++) {
            if (expected.path("top2_margin").path(t).asDouble() <= DECIDED_MARGIN) {
                return;
            }
            assertThat(completion.tokens()[t]).as("token %d", t).isEqualTo(ids[t]);
            float logProb = (float) expected.path("greedy_logprobs").path(t).asDouble();
            assertThat(completion.logProbs()[t]).isCloseTo(logProb, within(TOLERANCE));
        }
        assertThat(completion.stopped() || completion.tokens().length == 32).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-A-fp32", "qwen2-A-bf16"})
    void tokenIdsAreThoseOfTransformers(String name) throws IOException {
        Golden golden = Golden.named(name);
        try (Policy policy = Policy.load(golden.folder(), "cpu")) {
            for (int i = 0; i < golden.prompts(); i++) {
                int[] ids = Golden.ints(golden.prompt(i).path("ids"));
                String text = golden.prompt(i).path("prompt").asText();
                assertThat(policy.tokenizer().encode(text)).isEqualTo(ids);
                assertThat(policy.tokenizer().decode(ids)).isEqualTo(text);
            }
        }
    }
}
