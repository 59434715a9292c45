package dev.errata.policy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt that is read once, with the answers that follow it. An answer sees the prompt and itself, but no other
 * answer.
 *
 * @param prompt token ids, [P], not empty
 * @param answers token ids of each answer as far as they are read, [A_i]; empty for a prompt alone
 */
public record SharedPrompt(int[] prompt, List<int[]> answers) {

    /** A sequence read from its first token to its last. */
    public static SharedPrompt alone(int[] tokens) {
        return new SharedPrompt(tokens, List.of());
    }

    /** Number of tokens that are read. */
    public int length() {
        return prompt.length
                + answers.stream().mapToInt(answer -> answer.length).sum();
    }

    /** Number of positions up to the end of the longest answer. */
    public int width() {
        return prompt.length
                + answers.stream().mapToInt(answer -> answer.length).max().orElse(0);
    }

    /** Whether there are answers that must not see each other. */
    public boolean branches() {
        return answers.size() > 1;
    }

    /** Groups the indices of equal token sequences, in order of first appearance. */
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
