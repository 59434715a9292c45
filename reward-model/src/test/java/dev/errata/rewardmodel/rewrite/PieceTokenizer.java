package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Token i is the i-th piece; it decodes only. */
record PieceTokenizer(String... pieces) implements Tokenizer {

    @Override
    public int[] encode(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String decode(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(token -> pieces[token]).collect(Collectors.joining());
    }

    @Override
    public int bos() {
        return -1;
    }

    @Override
    public int eos() {
        return pieces.length;
    }

    @Override
    public int pad() {
        return pieces.length;
    }

    @Override
    public int size() {
        return pieces.length + 1;
    }

    @Override
    public void close() {}
}
