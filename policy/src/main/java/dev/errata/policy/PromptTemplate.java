package dev.errata.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.policy.network.PaddedTokens;
import dev.errata.policy.tokenizer.SpecialTokens;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.tokenizer.TokenizerFile;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.UnusableCheckpointException;

/**
 * How a question becomes a prompt.
 *
 * @param tokenizer the tokenizer of the folder
 * @param special its special tokens
 * @param template text with {@code {question}} in it
 */
record PromptTemplate(Tokenizer tokenizer, SpecialTokens special, String template) {

    private static final String PLACE = "{question}";

    static PromptTemplate of(Checkpoint checkpoint) {
        JsonNode tokenizerJson = checkpoint.json("tokenizer.json");
        JsonNode generation = checkpoint.json("generation_config.json");
        SpecialTokens special = SpecialTokens.of(
                tokenizerJson,
                checkpoint.json("tokenizer_config.json"),
                generation.has("eos_token_id") ? generation : checkpoint.configJson());
        if (special.stop().isEmpty()) {
            throw new UnusableCheckpointException(
                    "the checkpoint names no end-of-sequence token; set eos_token_id in generation_config.json");
        }
        int size = SpecialTokens.count(tokenizerJson);
        if (size > checkpoint.config().vocabulary()) {
            throw new UnusableCheckpointException(
                    "tokenizer.json has " + size + " tokens, but config.json says vocab_size "
                            + checkpoint.config().vocabulary() + "; give a folder whose files belong together");
        }
        String template = checkpoint.json("errata.json").path("prompt_template").asText(PLACE);
        if (!template.contains(PLACE)) {
            throw new UnusableCheckpointException(
                    "the prompt_template of errata.json has no " + PLACE + "; say where the question goes");
        }
        return new PromptTemplate(tokenizer(checkpoint.tokenizer(), special, size), special, template);
    }

    private static Tokenizer tokenizer(byte[] json, SpecialTokens special, int size) {
        try {
            return new TokenizerFile(json, special, size);
        } catch (IllegalArgumentException e) {
            throw new UnusableCheckpointException("tokenizer.json cannot be read; copy it again", e);
        }
    }

    int[] prompt(String question) {
        int[] text = tokenizer.encode(template.replace(PLACE, question));
        return special.bos() < 0 ? text : PaddedTokens.join(new int[] {special.bos()}, text);
    }
}
