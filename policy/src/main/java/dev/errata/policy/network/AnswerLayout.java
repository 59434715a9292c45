package dev.errata.policy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must be read to know the log-probs of given answers. The last token of an answer predicts nothing, so it is not read.
 *
 * @param readings prompts with the answers behind them
 * @param predicted the answer tokens, one entry an answer
 * @param order numbers of the sequences in the order of {@code predicted}
 */
public record AnswerLayout(List<SharedPrompt> readings, List<TargetTokens> predicted, int[] order) {

    /**
     * Lays out prompts [P_i] and answers [A_i], each not empty.
     *
     * @param groups numbers of the sequences to lay out; those of one group have the same prompt, which is read once
     */
    public static AnswerLayout of(List<int[]> prompts, List<int[]> answers, List<int[]> groups) {
        List<SharedPrompt> readings = new ArrayList<>();
        List<TargetTokens> predicted = new ArrayList<>();
        for (int[] group : groups) {
            int[] prompt = prompts.get(group[0]);
            List<int[]> read = new ArrayList<>();
            int row = prompt.length;
            for (int i : group) {
                int[] answer = answers.get(i);
                TargetTokens tokens = TargetTokens.inOrder(readings.size(), row - 1, answer);
                tokens.rows()[0] = prompt.length - 1;
                predicted.add(tokens);
                read.add(Arrays.copyOf(answer, answer.length - 1));
                row += answer.length - 1;
            }
            readings.add(new SharedPrompt(prompt, read));
        }
        int[] order = groups.stream().flatMapToInt(Arrays::stream).toArray();
        return new AnswerLayout(readings, predicted, order);
    }

    /** How many answer tokens are predicted. */
    public int count() {
        return predicted.stream().mapToInt(tokens -> tokens.targets().length).sum();
    }
}
