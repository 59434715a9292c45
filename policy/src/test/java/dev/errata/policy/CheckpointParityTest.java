package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    static List<String> names() throws IOException {
        return CheckpointFixture.names();
    }

    /** Each with Java's vectors and with PyTorch's kernels. */
    static Stream<Arguments> namesAndKernels() throws IOException {
        return names().stream()
                .flatMap(name -> Stream.of(Kernels.VECTOR, Kernels.TORCH).map(kernels -> Arguments.of(name, kernels)));
    }

    @Test
    void thereIsOneForEachFeature() throws IOException {
        assertThat(names())
                .containsExactly(
                        "llama-all-heads",
                        "llama-bf16",
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
                        "qwen2-fp32");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("namesAndKernels")
    void logitsAreThoseOfTransformers(String name, Kernels kernels) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        try (Policy policy = Policy.load(fixture.folder(), "cpu", kernels)) {
            for (JsonNode expected : fixture.expected().path("cases")) {
                assertLogits(policy, expected);
            }
        }
    }

    private static void assertLogits(Policy policy, JsonNode expected) {
        int[] ids = Golden.ints(expected.path("ids"));
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
    @MethodSource("namesAndKernels")
    void greedyAnswersAreThoseOfTransformers(String name, Kernels kernels) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        try (Policy policy = Policy.load(fixture.folder(), "cpu", kernels)) {
            for (JsonNode expected : fixture.expected().path("cases")) {
                int[] prompt = Golden.ints(expected.path("ids"));
                Completion answer = policy.sample(List.of(new SamplingRequest(prompt, 0)), SamplingSettings.greedy(16))
                        .get(0);
                for (int t = 0; t < answer.tokens().length; t++) {
                    if (expected.path("margins").path(t).asDouble() <= DECIDED_MARGIN) {
                        break;
                    }
                    assertThat(answer.tokens()[t])
                            .isEqualTo(expected.path("greedy").path(t).asInt());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void tokenIdsAreThoseOfTransformers(String name) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        try (Policy policy = Policy.load(fixture.folder(), "cpu")) {
            for (JsonNode text : fixture.expected().path("texts")) {
                int[] ids = Golden.ints(text.path("ids"));
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
                assertThat(prompt).isEqualTo(Golden.ints(chat.path("ids")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsSavedComputesTheSame(String name, @TempDir Path saved) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        int[] ids = Golden.ints(fixture.expected().path("cases").path(3).path("ids"));
        try (Policy policy = Policy.load(fixture.folder(), "cpu")) {
            policy.save(saved.resolve("policy"));
            try (Policy again = Policy.load(saved.resolve("policy"), "cpu")) {
                assertThat(again.config()).isEqualTo(policy.config());
                assertThat(again.logits(ids)).isEqualTo(policy.logits(ids));
            }
        }
    }
}
