package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import java.util.List;

/**
 * Readings and what they predict, as the script takes them.
 *
 * @param packed what is read
 * @param index which of the N rows predict a token, [M]
 * @param target the tokens, [M], in the order in which they were asked for
 */
record AnswerBatch(PackedTokens packed, NDArray index, NDArray target) {

    /** Lays out readings and the tokens they are to predict. */
    static AnswerBatch of(NDManager scope, List<SharedPrompt> readings, List<TargetTokens> predicted) {
        PackedTokens packed = PackedTokens.of(scope, readings);
        int count =
                predicted.stream().mapToInt(tokens -> tokens.targets().length).sum();
        long[] index = new long[count];
        long[] target = new long[count];
        int n = 0;
        for (TargetTokens tokens : predicted) {
            int begin = packed.begin()[tokens.reading()];
            for (int t = 0; t < tokens.targets().length; t++) {
                index[n] = (long) begin + tokens.rows()[t];
                target[n] = tokens.targets()[t];
                n++;
            }
        }
        return new AnswerBatch(packed, scope.create(index), scope.create(target));
    }
}
