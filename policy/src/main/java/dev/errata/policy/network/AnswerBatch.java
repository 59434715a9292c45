package dev.errata.policy.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prompts and answers as the script takes them. The last token of a sequence predicts nothing, so it is left out.
 *
 * @param ids token ids padded on the right, [B, T]
 * @param index which of the B * T positions predict an answer token, [N]
 * @param target the answer tokens, sequence after sequence, [N]
 */
public record AnswerBatch(NDArray ids, NDArray index, NDArray target) {

    /** Lays out prompts [P_i] and answers [T_i], each not empty. */
    public static AnswerBatch of(NDManager scope, List<int[]> prompts, List<int[]> answers) {
        List<int[]> read = new ArrayList<>();
        int width = 0;
        int count = 0;
        for (int i = 0; i < prompts.size(); i++) {
            int[] answer = answers.get(i);
            read.add(PaddedTokens.join(prompts.get(i), Arrays.copyOf(answer, answer.length - 1)));
            width = Math.max(width, read.get(i).length);
            count += answer.length;
        }
        long[] index = new long[count];
        long[] target = new long[count];
        int n = 0;
        for (int i = 0; i < prompts.size(); i++) {
            long first = (long) i * width + prompts.get(i).length - 1;
            int[] answer = answers.get(i);
            for (int t = 0; t < answer.length; t++) {
                index[n] = first + t;
                target[n] = answer[t];
                n++;
            }
        }
        return new AnswerBatch(PaddedTokens.of(scope, read, width, 0), scope.create(index), scope.create(target));
    }

    /** T, the padded length. */
    public int width() {
        return Math.toIntExact(ids.getShape().get(1));
    }
}
