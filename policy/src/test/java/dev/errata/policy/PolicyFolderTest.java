package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFolderTest {

    private static final int[] TOKENS = {1, 5, 9, 4, 15};

    private final Path folder;

    PolicyFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void aSavedPolicyLoadsWithIdenticalLogits(String family) throws IOException {
        try (Policy policy = TinyPolicy.create(folder.resolve("start"), family, 1)) {
            policy.save(folder.resolve("saved"));
            try (Policy loaded = Policy.load(folder.resolve("saved"), "cpu")) {
                assertThat(loaded.config()).isEqualTo(policy.config());
                assertThat(loaded.logits(TOKENS)).isEqualTo(policy.logits(TOKENS));
                loaded.save(folder.resolve("again"));
            }
        }
        assertThat(Checksum.sha256(folder.resolve("again/model.safetensors")))
                .isEqualTo(Checksum.sha256(folder.resolve("saved/model.safetensors")));
    }

    @Test
    void saveCarriesTheSmallFilesAndReplacesAnOldFolderWhole() throws IOException {
        Files.createDirectories(folder.resolve("start"));
        Files.writeString(folder.resolve("start/rewrite_prompt.json"), "{\"a\": 1}");
        try (Policy policy = TinyPolicy.create(folder.resolve("start"), "qwen2", 1)) {
            policy.save(folder.resolve("saved"));
            Files.writeString(folder.resolve("saved/stale.txt"), "of the old folder");
            policy.save(folder.resolve("saved"));
        }
        try (Stream<Path> files = Files.list(folder.resolve("saved"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.json",
                            "errata.json",
                            "generation_config.json",
                            "model.safetensors",
                            "rewrite_prompt.json",
                            "tokenizer.json",
                            "tokenizer_config.json");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("start", "saved");
        }
        JsonNode config =
                new JsonMapper().readTree(folder.resolve("saved/config.json").toFile());
        assertThat(config.path("torch_dtype").asText()).isEqualTo("float32");
        assertThat(config.path("eos_token_id").asInt()).isEqualTo(TinyPolicy.EOS);
    }

    @Test
    void writingIntoAFolderGivesTheSameFilesAndLeavesNothingBesideIt() throws IOException {
        Path written = Files.createDirectory(folder.resolve("written"));
        try (Policy policy = TinyPolicy.create(folder.resolve("start"), "qwen2", 1)) {
            policy.save(folder.resolve("saved"));
            policy.write(written);
        }
        for (String file : new String[] {"model.safetensors", "config.json", "tokenizer.json"}) {
            assertThat(written.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("saved").resolve(file));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("start", "saved", "written");
        }
        try (Stream<Path> files = Files.list(written)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void aSeedGivesTheSameInitialWeights() throws IOException {
        TinyPolicy.writeTokenizer(folder);
        try (Policy one = Policy.initialize(TinyPolicy.shape("llama"), folder, 3, "cpu");
                Policy same = Policy.initialize(TinyPolicy.shape("llama"), folder, 3, "cpu");
                Policy other = Policy.initialize(TinyPolicy.shape("llama"), folder, 4, "cpu")) {
            assertThat(one.logits(TOKENS)).isEqualTo(same.logits(TOKENS)).isNotEqualTo(other.logits(TOKENS));
        }
    }

    @Test
    void replacedWeightsAreThoseOfTheFolder() throws IOException {
        try (Policy first = TinyPolicy.create(folder.resolve("a"), "qwen2", 1);
                Policy second = TinyPolicy.create(folder.resolve("b"), "qwen2", 2)) {
            second.save(folder.resolve("saved"));
            first.replaceWeights(folder.resolve("saved"));
            assertThat(first.logits(TOKENS)).isEqualTo(second.logits(TOKENS));
        }
    }

    @Test
    void weightsOfAnotherShapeAreRefusedAndTheOldOnesKept() throws IOException {
        try (Policy qwen = TinyPolicy.create(folder.resolve("a"), "qwen2", 1);
                Policy llama = TinyPolicy.create(folder.resolve("b"), "llama", 2)) {
            llama.save(folder.resolve("saved"));
            float[] before = qwen.logits(TOKENS);
            assertThatThrownBy(() -> qwen.replaceWeights(folder.resolve("saved")))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("q_proj.bias");
            assertThat(qwen.logits(TOKENS)).isEqualTo(before);
        }
    }

    @Test
    void nonFiniteWeightsAreRefusedAndTheOldOnesKept() throws IOException {
        try (Policy ours = TinyPolicy.create(folder.resolve("a"), "qwen2", 1);
                Policy diverged = TinyPolicy.create(folder.resolve("b"), "qwen2", 2)) {
            Map<String, float[]> weights = TinyPolicy.weights(diverged);
            weights.forEach((name, numbers) -> {
                numbers[numbers.length - 1] = name.equals("model.norm.weight") ? Float.NaN : 1;
            });
            TinyPolicy.assign(diverged, weights);
            diverged.save(folder.resolve("saved"));
            float[] before = ours.logits(TOKENS);
            assertThatThrownBy(() -> ours.replaceWeights(folder.resolve("saved")))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("tensor model.norm.weight")
                    .hasMessageContaining("NaN at byte");
            assertThat(ours.logits(TOKENS)).isEqualTo(before);
        }
    }

    @Test
    void theTemplateTurnsAQuestionIntoAPrompt() throws IOException {
        try (Policy policy = TinyPolicy.create(folder, "qwen2", 1)) {
            assertThat(policy.prompt("1+2")).containsExactly(1, 4, 13, 5, 15);
            assertThat(policy.tokenizer().decode(new int[] {1, 4, 13, 5, 2})).isEqualTo("1+2");
            assertThat(policy.tokenizer().eos()).isEqualTo(TinyPolicy.EOS);
            assertThat(policy.tokenizer().bos()).isEqualTo(1);
            assertThat(policy.tokenizer().pad()).isZero();
            assertThat(policy.tokenizer().size()).isEqualTo(TinyPolicy.VOCABULARY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\" : \"qwen2\" | \"model_type\" : \"mamba\" | model_type 'mamba'",
                "\"rope_type\" : \"default\" | \"rope_type\" : \"yarn\" | 'yarn'",
                "\"use_sliding_window\" : false | \"use_sliding_window\" : true | sliding-window",
                "\"use_cache\" : true | \"quantization_config\" : {} | quantized",
                "\"hidden_act\" : \"silu\" | \"hidden_act\" : \"gelu\" | 'gelu'",
                "\"hidden_size\" : 16 | \"hidden_size\" : 0 | hidden_size",
                "\"hidden_size\" : 16 | \"hidden_size\" : 32 | shape",
                "\"num_hidden_layers\" : 2 | \"num_hidden_layers\" : 3 | no tensor model.layers.2",
                "\"vocab_size\" : 16 | \"vocab_size\" : 15 | [15, 16]",
                "{ | [ | not JSON at byte"
            })
    void aCheckpointThatCannotBeUsedIsRefusedWithAReason(String original, String instead, String reason)
            throws IOException {
        try (Policy policy = TinyPolicy.create(folder.resolve("start"), "qwen2", 1)) {
            policy.save(folder.resolve("saved"));
        }
        Path config = folder.resolve("saved/config.json");
        String text = Files.readString(config);
        assertThat(text).contains(original);
        Files.writeString(config, text.replace(original, instead));
        assertThatThrownBy(() -> Policy.load(folder.resolve("saved"), "cpu"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(";");
    }

    @Test
    void aMissingFolderOrFileIsNamed() throws IOException {
        assertThatThrownBy(() -> Policy.load(folder.resolve("nowhere"), "cpu"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("nowhere");
        try (Policy policy = TinyPolicy.create(folder.resolve("start"), "qwen2", 1)) {
            policy.save(folder.resolve("saved"));
        }
        Files.delete(folder.resolve("saved/tokenizer.json"));
        assertThatThrownBy(() -> Policy.load(folder.resolve("saved"), "cpu"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void aTokenizerWithMoreTokensThanTheNetworkIsRefused() throws IOException {
        TinyPolicy.writeTokenizer(folder);
        ModelConfig narrow = new ModelConfig("llama", 16, 1, 2, 1, 8, 24, 15, 64, 10_000, 1e-6, true, false);
        assertThatThrownBy(() -> Policy.initialize(narrow, folder, 3, "cpu"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("16 tokens");
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() throws IOException {
        TinyPolicy.writeTokenizer(folder);
        assertThatThrownBy(() -> Policy.initialize(TinyPolicy.shape("llama"), folder, 3, "gpu:77"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gpu:77");
        assertThatThrownBy(() -> Policy.initialize(TinyPolicy.shape("llama"), folder, 3, "tpu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tpu");
    }
}
