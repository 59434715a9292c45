package dev.errata.policy.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** The tokenizer of a tokenizer.json, by Hugging Face's own library. */
public final class TokenizerFile implements Tokenizer {

    private final HuggingFaceTokenizer tokenizer;
    private final SpecialTokens special;
    private final int size;

    /**
     * Reads a tokenizer.
     *
     * @param json the bytes of tokenizer.json
     * @param size number of tokens, added ones included
     * @throws IllegalArgumentException if the bytes are not a tokenizer
     */
    public TokenizerFile(byte[] json, SpecialTokens special, int size) {
        this.special = special;
        this.size = size;
        // The library reports home unless it is told that there is no network.
        System.setProperty("ai.djl.offline", "true");
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a tokenizer: " + e.getMessage(), e);
        }
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return tokenizer.decode(Arrays.stream(tokens).mapToLong(token -> token).toArray(), true);
    }

    @Override
    public int bos() {
        return special.bos();
    }

    @Override
    public int eos() {
        return special.eos();
    }

    @Override
    public int pad() {
        return special.pad();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
