package dev.errata.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The special tokens of a vocabulary.
 *
 * @param bos id of the beginning-of-sequence token that a prompt starts with, or -1 if there is none
 * @param eos id of the end-of-sequence token, or -1 if none is named
 * @param pad id of the padding token; eos if there is none
 * @param stop ids of all tokens that end an answer
 */
public record SpecialTokens(int bos, int eos, int pad, Set<Integer> stop) {

    /** Copies the ids. */
    public SpecialTokens {
        stop = Set.copyOf(stop);
    }

    /**
     * Reads them from the files of a checkpoint; a missing file is a missing node.
     *
     * @param tokenizer tokenizer.json
     * @param settings tokenizer_config.json, asked first
     * @param generation generation_config.json, or config.json if there is none
     */
    public static SpecialTokens of(JsonNode tokenizer, JsonNode settings, JsonNode generation) {
        int bos = settings.isObject()
                ? named(tokenizer, settings.path("bos_token"))
                : generation.path("bos_token_id").asInt(-1);
        if (settings.has("add_bos_token") && !settings.path("add_bos_token").asBoolean()) {
            bos = -1;
        }
        List<Integer> named = ids(generation.path("eos_token_id"));
        Set<Integer> stop = new TreeSet<>(named);
        int eos = named(tokenizer, settings.path("eos_token"));
        if (eos >= 0) {
            stop.add(eos);
        } else if (!named.isEmpty()) {
            eos = named.get(0);
        }
        int pad = named(tokenizer, settings.path("pad_token"));
        pad = pad >= 0 ? pad : generation.path("pad_token_id").asInt(eos);
        return new SpecialTokens(bos, eos, pad, stop);
    }

    /** One id or a list of ids; other values are ignored. */
    private static List<Integer> ids(JsonNode value) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : value.isArray() ? value : List.of(value)) {
            if (id.isInt() && id.asInt() >= 0) {
                ids.add(id.asInt());
            }
        }
        return ids;
    }

    /** The largest of the ids. */
    public int largest() {
        return Math.max(Math.max(bos, Math.max(eos, pad)), Collections.max(stop));
    }

    private static int named(JsonNode tokenizer, JsonNode token) {
        String text = token.isObject() ? token.path("content").asText() : token.asText("");
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (!text.isEmpty() && added.path("content").asText().equals(text)) {
                return added.path("id").asInt(-1);
            }
        }
        return tokenizer.path("model").path("vocab").path(text).asInt(-1);
    }

    /** The texts of the special tokens that tokenizer_config.json names, by their names there ({@code bos_token}). */
    static Map<String, String> texts(JsonNode settings) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> setting : settings.properties()) {
            JsonNode value = setting.getValue();
            String text = value.isObject() ? value.path("content").asText("") : value.asText("");
            if (setting.getKey().endsWith("_token") && !value.isBoolean() && !text.isEmpty()) {
                texts.put(setting.getKey(), text);
            }
        }
        return texts;
    }
}
