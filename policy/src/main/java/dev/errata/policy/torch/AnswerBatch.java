package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import java.util.List;

/**
 * Packed sequences and their targets, as arguments of the script.
 *
 * @param packed the sequences
 * @param index the rows that predict a token, [M], indices into the N rows
 * @param target the tokens, [M], in the order of the request
 */
record AnswerBatch(PackedTokens packed, NDArray index, NDArray target) {

    /** Lays out sequences and the tokens that they predict. */
    static AnswerBatch of(NDManager scope, List<SharedPrompt> sequences, List<TargetTokens> predicted) {
        PackedTokens packed = PackedTokens.of(scope, sequences);
        int count =
                predicted.stream().mapToInt(tokens -> tokens.targets().length).sum();
        long[] index = new long[count];
        long[] target = new long[count];
        int n = 0;
        for (TargetTokens tokens : predicted) {
            int begin = packed.begin()[tokens.sequence()];
            for (int t = 0; t < tokens.targets().length; t++) {
                index[n] = (long) begin + tokens.rows()[t];
                target[n] = tokens.targets()[t];
                n++;
            }
        }
        return new AnswerBatch(packed, scope.create(index), scope.create(target));
    }
}
