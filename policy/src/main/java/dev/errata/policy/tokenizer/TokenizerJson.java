package dev.errata.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The parts of a tokenizer.json that must be right before it is given to the native library, which ends the process
 * where Java would throw.
 */
public final class TokenizerJson {

    // The longest token of Llama 3 has 128 characters. A vocabulary is kept as a tree whose depth is its longest token,
    // and
    // the library takes it down recursively: one of 100,000 characters overflowed the stack and killed the process.
    private static final int MAX_TEXT = 4096;
    private static final String TABLE = "precompiled_charsmap";

    private TokenizerJson() {}

    /**
     * Number of tokens: the largest id and one.
     *
     * @param tokenizer the whole file
     * @throws IllegalArgumentException if it has no vocabulary, an id that is no id, or a text too long for the library
     */
    public static int size(JsonNode tokenizer) {
        refuseLongTexts("", tokenizer);
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
            if (!added.path("content").isTextual()
                    || added.path("content").asText().isEmpty()) {
                throw new IllegalArgumentException("an added token without a text");
            }
            largest = Math.max(largest, id(added.path("id")));
        }
        if (largest < 0) {
            throw new IllegalArgumentException("no vocabulary");
        }
        return largest + 1;
    }

    private static void refuseLongTexts(String name, JsonNode node) {
        if (name.length() > MAX_TEXT
                || (node.isTextual() && node.asText().length() > MAX_TEXT && !name.equals(TABLE))) {
            throw new IllegalArgumentException("a text of more than " + MAX_TEXT + " characters");
        }
        if (node.isObject()) {
            node.properties().forEach(member -> refuseLongTexts(member.getKey(), member.getValue()));
        } else {
            node.forEach(element -> refuseLongTexts(name, element));
        }
    }

    private static int id(JsonNode value) {
        if (!value.isInt() || value.asInt() < 0 || value.asInt() == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the token id '" + value + "'");
        }
        return value.asInt();
    }
}
