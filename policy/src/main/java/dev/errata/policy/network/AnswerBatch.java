package dev.errata.policy.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prompts and answers as the script takes them. The last token of an answer predicts nothing, so it is not read.
 *
 * @param packed what is read
 * @param index which of the N rows predict an answer token, [M]
 * @param target the answer tokens, [M]
 * @param order numbers of the sequences in the order of {@code target}
 */
public record AnswerBatch(PackedTokens packed, NDArray index, NDArray target, int[] order) {

    /**
     * Lays out prompts [P_i] and answers [A_i], each not empty.
     *
     * @param groups numbers of the sequences to lay out; those of one group have the same prompt, which is read once
     */
    public static AnswerBatch of(NDManager scope, List<int[]> prompts, List<int[]> answers, List<int[]> groups) {
        List<SharedPrompt> shared = new ArrayList<>();
        for (int[] group : groups) {
            List<int[]> read = new ArrayList<>();
            for (int i : group) {
                read.add(Arrays.copyOf(answers.get(i), answers.get(i).length - 1));
            }
            shared.add(new SharedPrompt(prompts.get(group[0]), read));
        }
        PackedTokens packed = PackedTokens.of(scope, shared);
        int[] order = groups.stream().flatMapToInt(Arrays::stream).toArray();
        int count = Arrays.stream(order).map(i -> answers.get(i).length).sum();
        long[] index = new long[count];
        long[] target = new long[count];
        int n = 0;
        for (int g = 0; g < groups.size(); g++) {
            int lastOfPrompt = packed.begin()[g] + prompts.get(groups.get(g)[0]).length - 1;
            int row = lastOfPrompt + 1;
            for (int i : groups.get(g)) {
                int[] answer = answers.get(i);
                for (int t = 0; t < answer.length; t++) {
                    index[n] = t == 0 ? lastOfPrompt : row++;
                    target[n] = answer[t];
                    n++;
                }
            }
        }
        return new AnswerBatch(packed, scope.create(index), scope.create(target), order);
    }
}
