package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LLAMA =
            """
            {"model_type": "llama", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
             "intermediate_size": 48, "vocab_size": 98, "max_position_embeddings": 256}""";

    private static ModelConfig parse(String more) throws JsonProcessingException {
        ObjectNode json = (ObjectNode) JSON.readTree(LLAMA);
        json.setAll((ObjectNode) JSON.readTree(more));
        return ConfigFile.parse(json, "config.json");
    }

    @Test
    void missingFieldsHaveTheDefaultsOfTransformers() throws JsonProcessingException {
        ModelConfig config = parse("{}");
        assertThat(config.keyValueHeads()).isEqualTo(4);
        assertThat(config.headWidth()).isEqualTo(8);
        assertThat(config.ropeTheta()).isEqualTo(10_000);
        assertThat(config.ropeScaling()).isEqualTo(RopeScaling.NONE);
        assertThat(config.rmsNormEpsilon()).isEqualTo(1e-6);
        assertThat(config.tiedEmbedding()).isFalse();
        assertThat(config.attentionBias()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rope_theta\": 5e5, \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 1,"
                        + " \"high_freq_factor\": 4, \"original_max_position_embeddings\": 64}}",
                "{\"rope_parameters\": {\"rope_theta\": 5e5, \"rope_type\": \"llama3\", \"factor\": 8,"
                        + " \"low_freq_factor\": 1, \"high_freq_factor\": 4, \"original_max_position_embeddings\": 64}}"
            })
    void bothSpellingsOfARotaryScalingAreRead(String rope) throws JsonProcessingException {
        ModelConfig config = parse(rope);
        assertThat(config.ropeTheta()).isEqualTo(500_000);
        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.Llama3(8, 1, 4, 64));
        ObjectNode written = JSON.createObjectNode();
        ConfigFile.describe(config, written);
        assertThat(ConfigFile.parse(written, "config.json")).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model_type\": \"mamba\"} | model_type 'mamba'",
                "{\"attention_bias\": true} | sets attention_bias",
                "{\"mlp_bias\": true} | sets mlp_bias",
                "{\"hidden_act\": \"gelu\"} | activation 'gelu'",
                "{\"sliding_window\": 7} | sliding-window",
                "{\"model_type\": \"qwen2\", \"layer_types\": [\"full_attention\", \"sliding_attention\"]} | sliding-window",
                "{\"quantization_config\": {}} | quantized",
                "{\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2}} | 'dynamic'",
                "{\"rope_scaling\": {\"rope_type\": \"linear\"}} | no usable factor",
                "{\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, \"high_freq_factor\": 4,"
                        + " \"original_max_position_embeddings\": 64}} | no usable high_freq_factor",
                "{\"rope_parameters\": {\"rope_type\": \"yarn\"}} | 'yarn'",
                "{\"partial_rotary_factor\": 0.5} | only a part of each head",
                "{\"rope_theta\": 0} | no usable rope_theta",
                "{\"rms_norm_eps\": -1} | no usable rms_norm_eps",
                "{\"num_key_value_heads\": 3} | 3 key-value heads",
                "{\"head_dim\": 7} | head width 7",
                "{\"head_dim\": 2147483646} | heads of width 2147483646",
                "{\"num_hidden_layers\": 2147483647} | 2147483647 layers",
                "{\"num_attention_heads\": 64} | heads of width 0",
                "{\"hidden_size\": \"many\"} | no usable hidden_size"
            })
    void anUnsupportedSettingIsNamed(String more, String reason) {
        assertThatThrownBy(() -> parse(more))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageStartingWith("config.json ")
                .hasMessageContaining(reason);
    }
}
