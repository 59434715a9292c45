package dev.errata.policy.weights;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The rotary embedding of a config.json: {@code rope_theta} and {@code rope_scaling} at the top level in transformers
 * 4, all of it in {@code rope_parameters} in transformers 5.
 */
record RopeSettings(double theta, RopeScaling scaling) {

    private static final double DEFAULT_THETA = 10_000;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they are unusable or not supported; the message goes on after the file's name
     */
    static RopeSettings of(JsonNode config) {
        JsonNode parameters = config.path("rope_parameters");
        JsonNode rope = parameters.isObject() ? parameters : config.path("rope_scaling");
        JsonNode thetaHolder = parameters.has("rope_theta") ? parameters : config;
        double theta = thetaHolder.hasNonNull("rope_theta") ? above(0, thetaHolder, "rope_theta") : DEFAULT_THETA;
        if (rope.path("partial_rotary_factor").asDouble(1) != 1
                || config.path("partial_rotary_factor").asDouble(1) != 1) {
            throw new IllegalArgumentException("rotates only a part of each head");
        }
        return new RopeSettings(theta, scaling(rope));
    }

    private static RopeScaling scaling(JsonNode rope) {
        String type = rope.path("rope_type").asText(rope.path("type").asText("default"));
        return switch (type) {
            case "default" -> RopeScaling.NONE;
            case "linear" -> new RopeScaling.Linear(above(0, rope, "factor"));
            case "llama3" -> llama3(rope);
            default -> throw new IllegalArgumentException("scales its rotary embedding by '" + type + "'");
        };
    }

    private static RopeScaling llama3(JsonNode rope) {
        double low = above(0, rope, "low_freq_factor");
        int positions = (int) above(0, rope, "original_max_position_embeddings");
        return new RopeScaling.Llama3(above(0, rope, "factor"), low, above(low, rope, "high_freq_factor"), positions);
    }

    private static double above(double least, JsonNode json, String key) {
        double value = json.path(key).asDouble(Double.NaN);
        if (!(value > least && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("has no usable " + key);
        }
        return value;
    }
}
