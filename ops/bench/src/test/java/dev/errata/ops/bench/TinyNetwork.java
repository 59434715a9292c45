package dev.errata.ops.bench;

import java.util.Optional;

/** A small network for quick tests: hidden 32, 2 layers, ffn 48. */
public final class TinyNetwork {

    private TinyNetwork() {}

    /** Its tokens are 0 to {@code vocabulary} - 1. */
    public static BenchNetwork ofVocabulary(int vocabulary) {
        return new BenchNetwork("tiny", BenchNetwork.llama(32, 2, 48, vocabulary), Optional.empty());
    }
}
