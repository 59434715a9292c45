package dev.errata.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The parts of a tokenizer.json that must be right before it is given to the native library, which ends the process where
 * Java would throw.
 */
public final class TokenizerJson {

    private TokenizerJson() {}

    /**
     * Number of tokens: the largest id and one.
     *
     * @param tokenizer the whole file
     * @throws IllegalArgumentException if it has no vocabulary, or an id that is no id
     */
    public static int size(JsonNode tokenizer) {
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        int largest = -1;
        if (vocabulary.isArray()) {
            // Unigram: the place in the list is the id.
            largest = vocabulary.size() - 1;
        } else {
            for (JsonNode id : vocabulary) {
                largest = Math.max(largest, id(id));
            }
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (!added.path("content").isTextual() || added.path("content").asText().isEmpty()) {
                throw new IllegalArgumentException("an added token without a text");
            }
            largest = Math.max(largest, id(added.path("id")));
        }
        if (largest < 0) {
            throw new IllegalArgumentException("no vocabulary");
        }
        return largest + 1;
    }

    private static int id(JsonNode said) {
        if (!said.isInt() || said.asInt() < 0 || said.asInt() == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the token id '" + said + "'");
        }
        return said.asInt();
    }
}
