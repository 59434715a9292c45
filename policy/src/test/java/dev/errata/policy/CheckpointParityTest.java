package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of checkpoint that can be loaded computes what transformers computes from it. */
class CheckpointParityTest {

    /** fp32 sums in another order; the logits are of the order of 1 to 10. */
    private static final double TOLERANCE = 1e-4;

    private static final double DECIDED_MARGIN = 1e-3;

    private static final int GREEDY_TOKENS = 32;

    static List<String> names() throws IOException {
        return CheckpointFixture.names();
    }

    /** Each with Java's vectors and with PyTorch's backend. */
    static Stream<Arguments> namesAndBackends() throws IOException {
        return names().stream().flatMap(name -> Stream.of(BackendChoice.VECTOR, BackendChoice.TORCH)
                .map(backend -> Arguments.of(name, backend)));
    }

    @Test
    void everyFeatureHasACheckpoint() throws IOException {
        assertThat(names())
                .containsExactly(
                        "llama-all-heads",
                        "llama-bf16",
                        "llama-deep",
                        "llama-fp16",
                        "llama-fp32",
                        "llama-head-dim",
                        "llama-rope-linear",
                        "llama-rope-llama3",
                        "llama-rope-llama3-4x",
                        "llama-sharded",
                        "llama-three-layers",
                        "llama-tied",
                        "qwen2-4x",
                        "qwen2-bf16",
                        "qwen2-deep",
                        "qwen2-fp32");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("namesAndBackends")
    void logitsAreThoseOfTransformers(String name, BackendChoice backend) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        try (Policy policy = Policy.load(fixture.folder(), "cpu", backend)) {
            for (JsonNode expected : fixture.cases()) {
                assertLogits(policy, expected);
            }
        }
    }

    private static void assertLogits(Policy policy, JsonNode expected) {
        int[] ids = CheckpointFixture.ints(expected.path("ids"));
        int vocabulary = policy.config().vocabulary();
        float[] logits = policy.logits(ids);
        for (int t = 0; t < ids.length; t++) {
            double mean = 0;
            for (int v = 0; v < vocabulary; v++) {
                mean += logits[t * vocabulary + v] / vocabulary;
            }
            assertThat(mean).isCloseTo(expected.path("mean_logits").path(t).asDouble(), within(TOLERANCE));
            assertThat((double) logits[t * vocabulary + 7])
                    .isCloseTo(expected.path("first_logits").path(t).asDouble(), within(TOLERANCE));
        }
        JsonNode rows = expected.path("last_logits");
        assertThat(rows.size()).isEqualTo(Math.min(2, ids.length));
        for (int row = 0; row < rows.size(); row++) {
            int t = ids.length - rows.size() + row;
            for (int v = 0; v < vocabulary; v++) {
                assertThat((double) logits[t * vocabulary + v])
                        .as("position %d, token %d", t, v)
                        .isCloseTo(rows.path(row).path(v).asDouble(), within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("namesAndBackends")
    void logProbsAreThoseOfTransformers(String name, BackendChoice backend) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        List<int[]> prompts = new ArrayList<>();
        List<int[]> answers = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (JsonNode sequence : fixture.cases()) {
            int[] ids = CheckpointFixture.ints(sequence.path("ids"));
            if (ids.length > 1) {
                prompts.add(new int[] {ids[0]});
                answers.add(Arrays.copyOfRange(ids, 1, ids.length));
                expected.add(doubles(sequence.path("log_probs")));
            }
        }
        try (Policy policy = Policy.load(fixture.folder(), "cpu", backend)) {
            List<float[]> logProbs = policy.logProbs(prompts, answers, 1);
            assertThat(logProbs).hasSameSizeAs(expected).isNotEmpty();
            for (int i = 0; i < expected.size(); i++) {
                assertThat(doubles(logProbs.get(i))).containsExactly(expected.get(i), within(TOLERANCE));
            }
        }
    }

    private static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.path(i).asDouble())
                .toArray();
    }

    private static double[] doubles(float[] array) {
        return IntStream.range(0, array.length).mapToDouble(i -> array[i]).toArray();
    }

    /** All at once, so that rows of many lengths decode side by side. */
    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("namesAndBackends")
    void greedyAnswersAreThoseOfTransformersWhileTheMarginDecides(String name, BackendChoice backend)
            throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        List<SamplingRequest> requests = new ArrayList<>();
        for (JsonNode prompt : fixture.cases()) {
            requests.add(new SamplingRequest(CheckpointFixture.ints(prompt.path("ids")), 0));
        }
        try (Policy policy = Policy.load(fixture.folder(), "cpu", backend)) {
            List<Completion> answers = policy.sample(requests, SamplingSettings.greedy(GREEDY_TOKENS));
            int compared = 0;
            for (int i = 0; i < answers.size(); i++) {
                compared += assertContinues(answers.get(i), fixture.cases().path(i));
            }
            assertThat(compared).isGreaterThan(requests.size() * GREEDY_TOKENS / 4);
        }
    }

    /** Checks an answer up to the first token that rounding could decide; returns how many tokens that were. */
    private static int assertContinues(Completion answer, JsonNode expected) {
        assertThat(expected.path("greedy").size()).isEqualTo(GREEDY_TOKENS);
        for (int t = 0; t < answer.tokens().length; t++) {
            if (expected.path("margins").path(t).asDouble() <= DECIDED_MARGIN) {
                return t;
            }
            assertThat(answer.tokens()[t])
                    .as("token %d", t)
                    .isEqualTo(expected.path("greedy").path(t).asInt());
            assertThat((double) answer.logProbs()[t])
                    .as("log-prob of token %d", t)
                    .isCloseTo(expected.path("greedy_log_probs").path(t).asDouble(), within(TOLERANCE));
        }
        // The expected continuation continues behind the end-of-sequence token; ours ends there.
        assertThat(answer.stopped() || answer.tokens().length == GREEDY_TOKENS).isTrue();
        return answer.tokens().length;
    }

    @ParameterizedTest
    @MethodSource("names")
    void tokenIdsAreThoseOfTransformers(String name) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        try (Policy policy = Policy.load(fixture.folder(), "cpu")) {
            for (JsonNode text : fixture.expected().path("texts")) {
                int[] ids = CheckpointFixture.ints(text.path("ids"));
                assertThat(policy.tokenizer().encode(text.path("text").asText()))
                        .isEqualTo(ids);
                assertThat(policy.tokenizer().decode(ids))
                        .isEqualTo(text.path("text").asText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-fp32", "qwen2-fp32"})
    void chatPromptsAreThoseOfTransformers(String name, @TempDir Path folder) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        JsonNode chats = fixture.expected().path("chats");
        assertThat(chats.size()).isEqualTo(6);
        for (JsonNode chat : chats) {
            Path instructed = fixture.withSystemPrompt(chat.path("system"), folder);
            try (Policy policy = Policy.load(instructed, "cpu")) {
                int[] prompt = policy.prompt(chat.path("question").asText());
                assertThat(prompt).isEqualTo(CheckpointFixture.ints(chat.path("ids")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSavedPolicyComputesTheSame(String name, @TempDir Path saved) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        int[] ids = fixture.longestIds();
        try (Policy policy = Policy.load(fixture.folder(), "cpu")) {
            policy.save(saved.resolve("policy"));
            try (Policy again = Policy.load(saved.resolve("policy"), "cpu")) {
                assertThat(again.config()).isEqualTo(policy.config());
                assertThat(again.logits(ids)).isEqualTo(policy.logits(ids));
            }
        }
    }
}
