package dev.errata.policy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt read once, with the answers that follow it: each answer sees the prompt and itself, not its neighbours.
 *
 * @param prompt token ids, [P], not empty
 * @param answers token ids of each answer as far as they are read, [A_i]; none where the prompt stands alone
 */
public record SharedPrompt(int[] prompt, List<int[]> answers) {

    /** A sequence read from its first token to its last. */
    public static SharedPrompt alone(int[] tokens) {
        return new SharedPrompt(tokens, List.of());
    }

    /** How many tokens are read. */
    public int length() {
        return prompt.length
                + answers.stream().mapToInt(answer -> answer.length).sum();
    }

    /** The positions that the longest answer reaches. */
    public int width() {
        return prompt.length
                + answers.stream().mapToInt(answer -> answer.length).max().orElse(0);
    }

    /** Whether attention needs a mask, because there are neighbours not to be seen. */
    public boolean branches() {
        return answers.size() > 1;
    }

    /** Numbers of equal token sequences together, in order of their first appearance. */
    public static List<int[]> equal(List<int[]> sequences) {
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < sequences.size(); i++) {
            List<Integer> key = Arrays.stream(sequences.get(i)).boxed().toList();
            groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(i);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(i -> i).toArray())
                .toList();
    }
}
