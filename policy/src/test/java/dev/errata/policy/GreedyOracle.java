package dev.errata.policy;

import java.util.Arrays;

/** Greedy decoding written to be read: the whole sequence again for every token. */
final class GreedyOracle {

    private GreedyOracle() {}

    static int[] continuation(Policy policy, int[] prompt, int limit) {
        int[] sequence = prompt;
        while (sequence.length < prompt.length + limit
                && (sequence.length == prompt.length || sequence[sequence.length - 1] != TinyPolicy.EOS)) {
            float[] logits = policy.logits(sequence);
            int row = logits.length - TinyPolicy.VOCABULARY;
            int best = 0;
            for (int v = 1; v < TinyPolicy.VOCABULARY; v++) {
                best = logits[row + v] > logits[row + best] ? v : best;
            }
            sequence = Arrays.copyOf(sequence, sequence.length + 1);
            sequence[sequence.length - 1] = best;
        }
        return Arrays.copyOfRange(sequence, prompt.length, sequence.length);
    }
}
