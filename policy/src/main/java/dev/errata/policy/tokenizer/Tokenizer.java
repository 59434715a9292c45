package dev.errata.policy.tokenizer;

/** Converts text to token ids and back. Encoding adds no special tokens, decoding omits them. Thread-safe. */
public interface Tokenizer extends AutoCloseable {

    /** Token ids of a text, without special tokens. */
    int[] encode(String text);

    /** The text of token ids, special tokens left out. */
    String decode(int[] tokens);

    /** Id of the beginning-of-sequence token, or -1 if there is none. */
    int bos();

    /** Id of the end-of-sequence token. */
    int eos();

    /** Id of the padding token, or {@link #eos()} if there is none. */
    int pad();

    /** Number of tokens. */
    int size();

    @Override
    void close();
}
