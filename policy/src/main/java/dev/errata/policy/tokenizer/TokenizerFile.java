package dev.errata.policy.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The tokenizer of a tokenizer.json, by Hugging Face's library. */
public final class TokenizerFile implements Tokenizer {

    private final Path file;
    private final HuggingFaceTokenizer tokenizer;
    private final SpecialTokens special;
    private final int size;

    /**
     * Reads a tokenizer.
     *
     * @param file its path, for messages
     * @param json the bytes of tokenizer.json
     * @param size number of tokens, added ones included
     * @throws UnusableCheckpointException if the bytes are not a tokenizer
     */
    public TokenizerFile(Path file, byte[] json, SpecialTokens special, int size) {
        this.file = file;
        this.special = special;
        this.size = size;
        // The library sends usage reports unless it is told to be offline.
        System.setProperty("ai.djl.offline", "true");
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        } catch (IOException | RuntimeException e) {
            throw unusable(e);
        }
    }

    private UnusableCheckpointException unusable(Exception why) {
        return new UnusableCheckpointException(file + " cannot be used (" + why.getMessage() + "); copy it again", why);
    }

    @Override
    public int[] encode(String text) {
        try {
            return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        } catch (RuntimeException e) {
            // Such as a text with an unknown character, and a vocabulary without a token for these.
            throw unusable(e);
        }
    }

    @Override
    public String decode(int[] tokens) {
        long[] ids = Arrays.stream(tokens).mapToLong(token -> token).toArray();
        try {
            return tokenizer.decode(ids, true);
        } catch (RuntimeException e) {
            throw unusable(e);
        }
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
