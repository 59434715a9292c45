package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** config.json of a checkpoint folder, in the words of transformers 4 and 5. */
final class ConfigFile {

    private static final Set<String> FAMILIES = Set.of("qwen2", "llama");
    private static final String ASK = "; give a Qwen2 or Llama checkpoint in fp32, fp16 or bf16";

    // Other sizes are checked against the shapes in the weights before anything is allocated for them; by these two,
    // lists
    // are made before.
    private static final int MAX_LAYERS = 4096;
    private static final int MAX_HEAD_WIDTH = 1 << 16;

    private final JsonNode json;
    private final String where;

    private ConfigFile(JsonNode json, String where) {
        this.json = json;
        this.where = where;
    }

    /** The shape that a config.json describes; refuses one that is not supported and names the remedy. */
    static ModelConfig parse(JsonNode json, String where) {
        ConfigFile file = new ConfigFile(json, where);
        file.refuseWhatIsNotSupported();
        return file.shape();
    }

    private ModelConfig shape() {
        boolean qwen = family().equals("qwen2");
        RopeSettings rope = rope();
        int hidden = count("hidden_size");
        int heads = count("num_attention_heads");
        int groups = json.hasNonNull("num_key_value_heads") ? count("num_key_value_heads") : heads;
        int width = json.hasNonNull("head_dim") ? count("head_dim") : hidden / heads;
        int layers = count("num_hidden_layers");
        if (width < 2 || width > MAX_HEAD_WIDTH || layers > MAX_LAYERS) {
            throw refuse("has " + layers + " layers and heads of width " + width);
        }
        if (heads % groups != 0 || width % 2 != 0) {
            throw refuse("has " + heads + " heads, " + groups + " key-value heads and head width " + width);
        }
        return new ModelConfig(
                family(),
                hidden,
                layers,
                heads,
                groups,
                width,
                count("intermediate_size"),
                count("vocab_size"),
                count("max_position_embeddings"),
                rope.theta(),
                rope.scaling(),
                epsilon(),
                json.path("tie_word_embeddings").asBoolean(false),
                qwen);
    }

    private String family() {
        return json.path("model_type").asText("");
    }

    private int count(String key) {
        int value = json.path(key).asInt(0);
        if (value <= 0) {
            throw refuse("has no usable " + key);
        }
        return value;
    }

    private double epsilon() {
        double epsilon = json.path("rms_norm_eps").asDouble(1e-6);
        if (!(epsilon >= 0 && epsilon < 1)) {
            throw refuse("has no usable rms_norm_eps");
        }
        return epsilon;
    }

    private RopeSettings rope() {
        try {
            return RopeSettings.of(json);
        } catch (IllegalArgumentException e) {
            throw refuse(e.getMessage());
        }
    }

    private void refuseWhatIsNotSupported() {
        if (!FAMILIES.contains(family())) {
            throw refuse("has model_type '" + family() + "'");
        }
        if (json.hasNonNull("quantization_config")) {
            throw refuse("is quantized");
        }
        boolean slides = family().equals("qwen2")
                ? json.path("use_sliding_window").asBoolean(false)
                : json.hasNonNull("sliding_window");
        for (JsonNode kind : json.path("layer_types")) {
            slides |= !kind.asText().equals("full_attention");
        }
        if (slides) {
            throw refuse("uses sliding-window attention");
        }
        if (!json.path("hidden_act").asText("silu").equals("silu")) {
            throw refuse("has the activation '" + json.path("hidden_act").asText() + "'");
        }
        // Llama's attention_bias also adds one behind the output projection, which the backends do not support.
        for (String key : new String[] {"attention_bias", "mlp_bias"}) {
            if (family().equals("llama") && json.path(key).asBoolean(false)) {
                throw refuse("sets " + key);
            }
        }
    }

    private UnusableCheckpointException refuse(@Nullable String what) {
        return new UnusableCheckpointException(where + " " + what + ASK);
    }

    /** A config.json for a network made here, readable by transformers 4 and 5. */
    static void describe(ModelConfig config, ObjectNode json) {
        boolean qwen = config.family().equals("qwen2");
        json.putArray("architectures").add(qwen ? "Qwen2ForCausalLM" : "LlamaForCausalLM");
        json.put("model_type", config.family());
        json.put("hidden_act", "silu");
        json.put("hidden_size", config.hidden());
        json.put("intermediate_size", config.feedForward());
        json.put("num_hidden_layers", config.layers());
        json.put("num_attention_heads", config.heads());
        json.put("num_key_value_heads", config.keyValueHeads());
        json.put("head_dim", config.headWidth());
        json.put("vocab_size", config.vocabulary());
        json.put("max_position_embeddings", config.maxPositions());
        json.put("rms_norm_eps", config.rmsNormEpsilon());
        json.put("rope_theta", config.ropeTheta());
        ObjectNode rope = json.putObject("rope_parameters").put("rope_theta", config.ropeTheta());
        config.ropeScaling().describe(rope);
        if (!config.ropeScaling().equals(RopeScaling.NONE)) {
            config.ropeScaling().describe(json.putObject("rope_scaling"));
        }
        json.put("tie_word_embeddings", config.tiedEmbedding());
        json.put("use_cache", true);
        if (qwen) {
            json.put("use_sliding_window", false);
        } else {
            json.put("attention_bias", false).put("mlp_bias", false);
        }
    }
}
