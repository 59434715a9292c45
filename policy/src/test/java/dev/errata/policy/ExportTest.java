package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.RopeScaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Leaves what we save in {@code target/exports}, with our logits, for ops/fixtures/check_export.py, where transformers
 * loads it; and checks what of it can be checked without Python.
 */
class ExportTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path EXPORTS = Path.of("target", "exports");

    static List<String> names() throws IOException {
        return CheckpointFixture.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLoadedPolicyIsExportedWithItsOwnKeys(String name) throws IOException {
        CheckpointFixture fixture = CheckpointFixture.named(name);
        try (Policy policy = Policy.load(fixture.folder(), "cpu")) {
            export(policy, name, fixture.longestIds());
        }
        JsonNode before = config(fixture.folder());
        JsonNode after = config(EXPORTS.resolve(name));
        for (String key :
                new String[] {"rope_parameters", "rope_scaling", "rope_theta", "head_dim", "tie_word_embeddings"}) {
            assertThat(after.path(key)).as(key).isEqualTo(before.path(key));
        }
        assertThat(after.path("torch_dtype").asText(after.path("dtype").asText()))
                .isEqualTo("float32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2"})
    void aNewPolicyIsExported(String family, @TempDir Path start) throws IOException {
        try (Policy policy = TinyPolicy.create(start, family, 1)) {
            export(policy, "new-" + family, new int[] {1, 5, 9, 4, 15, 3, 3, 8});
        }
    }

    @Test
    void aNewPolicyWithScaledRotaryEmbeddingIsExported(@TempDir Path start) throws IOException {
        ComputeThreads.configure(1);
        TinyPolicy.writeTokenizer(start);
        ModelConfig shape = new ModelConfig(
                "llama", 16, 2, 2, 1, 8, 24, 16, 64, 500, new RopeScaling.Llama3(4, 1, 4, 16), 1e-6, false, false);
        int[] ids = new int[64];
        for (int t = 0; t < ids.length; t++) {
            ids[t] = (7 * t) % 16;
        }
        try (Policy policy = Policy.initialize(shape, start, 3, "cpu")) {
            export(policy, "new-rope-llama3", ids);
        }
    }

    private static void export(Policy policy, String name, int[] ids) throws IOException {
        Path folder = EXPORTS.resolve(name);
        policy.save(folder);
        ObjectNode written = JSON.createObjectNode();
        ArrayNode tokens = written.putArray("ids");
        ArrayNode logits = written.putArray("logits");
        for (int id : ids) {
            tokens.add(id);
        }
        for (float logit : policy.logits(ids)) {
            logits.add(logit);
        }
        JSON.writeValue(folder.resolve("logits.json").toFile(), written);
    }

    private static JsonNode config(Path folder) throws IOException {
        return JSON.readTree(folder.resolve("config.json").toFile());
    }
}
