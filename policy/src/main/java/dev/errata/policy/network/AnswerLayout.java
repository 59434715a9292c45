package dev.errata.policy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sequences that must be read for the log-probs of given answers. The last token of an answer predicts nothing, so
 * it is not read.
 *
 * @param sequences prompts, each with the answers behind it
 * @param predicted the answer tokens, one entry per answer
 * @param order index of the answer of each entry of {@code predicted}
 */
public record AnswerLayout(List<SharedPrompt> sequences, List<TargetTokens> predicted, int[] order) {

    /**
     * Lays out prompts [P_i] and answers [A_i], each not empty.
     *
     * @param groups indices of the answers to lay out; those of one group have the same prompt, which is read once
     */
    public static AnswerLayout of(List<int[]> prompts, List<int[]> answers, List<int[]> groups) {
        List<SharedPrompt> sequences = new ArrayList<>();
        List<TargetTokens> predicted = new ArrayList<>();
        for (int[] group : groups) {
            int[] prompt = prompts.get(group[0]);
            List<int[]> read = new ArrayList<>();
            int row = prompt.length;
            for (int i : group) {
                int[] answer = answers.get(i);
                TargetTokens tokens = TargetTokens.inOrder(sequences.size(), row - 1, answer);
                tokens.rows()[0] = prompt.length - 1;
                predicted.add(tokens);
                read.add(Arrays.copyOf(answer, answer.length - 1));
                row += answer.length - 1;
            }
            sequences.add(new SharedPrompt(prompt, read));
        }
        int[] order = groups.stream().flatMapToInt(Arrays::stream).toArray();
        return new AnswerLayout(sequences, predicted, order);
    }

    /** Number of answer tokens that are predicted. */
    public int count() {
        return predicted.stream().mapToInt(tokens -> tokens.targets().length).sum();
    }
}
