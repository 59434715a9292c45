package dev.errata.policy.network;

import dev.errata.policy.weights.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Groups answers so that those with a common prompt are read with one copy of it, which saves matrix products. */
public final class PromptSharing {

    /** Decides whether sharing pays for the given lengths of prompt and answers. */
    private interface Rule {
        boolean pays(int prompt, int[] answers);
    }

    private final Rule rule;
    private final int maxTokens;

    private PromptSharing(Rule rule, int maxTokens) {
        this.rule = rule;
        this.maxTokens = maxTokens;
    }

    /**
     * For attention over all answers at once, with a mask. Sharing pays if "together" costs less than "apart":
     *
     * <pre>
     *   apart:     a sum_i (P + A_i) + c sum_i (P + A_i)^2 / 2
     *   together:  a (P + sum_i A_i) + c (P + sum_i A_i)^2
     *   a = 2 D ((H + 2 G) W) + 2 D H W + 6 D F,   c = 4 H W
     * </pre>
     *
     * <p>in operations per layer: P prompt and A_i answer tokens, D model width, H heads, G key-value heads, W head
     * width, F MLP width.
     *
     * @param maxTokens most tokens that a prompt and its answers have together, because of the mask's size
     */
    public static PromptSharing masked(ModelConfig config, int maxTokens) {
        double attention = (double) config.heads() * config.headWidth();
        double keys = (double) config.keyValueHeads() * config.headWidth();
        double hidden = config.hidden();
        double token = 2 * hidden * (attention + 2 * keys) + 2 * hidden * attention + 6 * hidden * config.feedForward();
        double pair = 4 * attention;
        return new PromptSharing(
                (prompt, answers) -> {
                    double apart = 0;
                    double total = prompt;
                    for (int answer : answers) {
                        double length = (double) prompt + answer;
                        apart += token * length + pair * length * length / 2;
                        total += answer;
                    }
                    return token * total + pair * total * total < apart;
                },
                maxTokens);
    }

    /**
     * For attention that skips masked positions: sharing always pays.
     *
     * @param maxTokens most tokens that a prompt and its answers have together, unless a single answer is longer
     */
    public static PromptSharing always(int maxTokens) {
        return new PromptSharing((prompt, answers) -> true, maxTokens);
    }

    /** Whether reading these answers behind one prompt costs less than reading each behind its own. */
    public boolean pays(int prompt, int[] answers) {
        return answers.length > 1 && rule.pays(prompt, answers);
    }

    /**
     * Groups answers by their prompt if that pays.
     *
     * @return indices of the answers of each group; the answers of a group share their prompt
     */
    public List<int[]> groups(List<int[]> prompts, List<int[]> answers) {
        List<int[]> groups = new ArrayList<>();
        for (int[] alike : SharedPrompt.equal(prompts)) {
            int prompt = prompts.get(alike[0]).length;
            for (int[] group : withRoom(prompt, alike, answers)) {
                int[] lengths =
                        Arrays.stream(group).map(i -> answers.get(i).length).toArray();
                if (pays(prompt, lengths)) {
                    groups.add(group);
                } else {
                    Arrays.stream(group).forEach(i -> groups.add(new int[] {i}));
                }
            }
        }
        return groups;
    }

    /** Splits a group in order, so that no part exceeds {@code maxTokens}. */
    private List<int[]> withRoom(int prompt, int[] alike, List<int[]> answers) {
        List<int[]> groups = new ArrayList<>();
        int begin = 0;
        long tokens = prompt;
        for (int i = 0; i < alike.length; i++) {
            int length = answers.get(alike[i]).length;
            if (i > begin && tokens + length > maxTokens) {
                groups.add(Arrays.copyOfRange(alike, begin, i));
                begin = i;
                tokens = prompt;
            }
            tokens += length;
        }
        groups.add(Arrays.copyOfRange(alike, begin, alike.length));
        return groups;
    }
}
