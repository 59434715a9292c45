package dev.errata.tasks.arithmetic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes the tokenizer of the task in the Hugging Face {@code tokenizers} format: one token per character of the task,
 * one for {@code ####}, and one per byte as fallback, so that any text can be encoded and comes back as it was.
 */
public final class TokenizerFolder {

    /** The characters that have a token of their own. */
    static final String CHARACTERS = "0123456789+-*=;?|";

    /** Number of tokens: three special ones, the characters, the answer mark, 256 bytes. */
    public static final int SIZE = 3 + CHARACTERS.length() + 1 + 256;

    private static final String[] SPECIALS = {"<pad>", "<s>", "</s>"};
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenizerFolder() {}

    /** Writes tokenizer.json, tokenizer_config.json, generation_config.json and errata.json. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        save(folder.resolve("tokenizer.json"), tokenizer());
        save(
                folder.resolve("tokenizer_config.json"),
                JSON.createObjectNode()
                        .put("tokenizer_class", "PreTrainedTokenizerFast")
                        .put("pad_token", SPECIALS[0])
                        .put("bos_token", SPECIALS[1])
                        .put("eos_token", SPECIALS[2])
                        .put("clean_up_tokenization_spaces", false)
                        .put("model_max_length", 1024));
        save(
                folder.resolve("generation_config.json"),
                JSON.createObjectNode()
                        .put("pad_token_id", 0)
                        .put("bos_token_id", 1)
                        .put("eos_token_id", 2));
        save(folder.resolve("errata.json"), JSON.createObjectNode().put("prompt_template", "{question}?"));
    }

    private static void save(Path file, ObjectNode json) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    }

    private static ObjectNode tokenizer() {
        ObjectNode vocabulary = vocabulary();
        ObjectNode json = JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        for (String special : SPECIALS) {
            added.add(addedToken(vocabulary, special, true));
        }
        added.add(addedToken(vocabulary, SolutionText.ANSWER_MARK, false));
        json.putNull("normalizer").putNull("pre_tokenizer").putNull("post_processor");
        ObjectNode decoder = json.putObject("decoder").put("type", "Sequence");
        ArrayNode decoders = decoder.putArray("decoders");
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        ObjectNode model = json.putObject("model").put("type", "BPE");
        model.putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", true).put("ignore_merges", false);
        model.set("vocab", vocabulary);
        model.putArray("merges");
        return json;
    }

    private static ObjectNode vocabulary() {
        ObjectNode vocabulary = JSON.createObjectNode();
        for (String special : SPECIALS) {
            vocabulary.put(special, vocabulary.size());
        }
        CHARACTERS.chars().forEach(character -> vocabulary.put(Character.toString(character), vocabulary.size()));
        vocabulary.put(SolutionText.ANSWER_MARK, vocabulary.size());
        for (int value = 0; value < 256; value++) {
            vocabulary.put(String.format(Locale.ROOT, "<0x%02X>", value), vocabulary.size());
        }
        return vocabulary;
    }

    private static ObjectNode addedToken(ObjectNode vocabulary, String content, boolean special) {
        return JSON.createObjectNode()
                .put("id", vocabulary.required(content).asInt())
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", special);
    }
}
