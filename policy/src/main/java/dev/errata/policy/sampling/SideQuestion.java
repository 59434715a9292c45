package dev.errata.policy.sampling;

import java.util.function.ToIntFunction;

/**
 * A short question about an answer that the policy answers before it rewrites the answer. Tokens that its prompt shares
 * with the prompt of the answer are read once for both. The answer's probabilities do not depend on it.
 *
 * @param prompt token ids, [A], two or more; begins as the answer's prompt does
 * @param maxNewTokens most tokens of the greedy reply
 * @param kept interprets the reply: number of tokens of the answer that the rewrite keeps, whatever the policy would
 *     have written
 */
public record SideQuestion(int[] prompt, int maxNewTokens, ToIntFunction<Completion> kept) {

    /** Most positions of prompt and reply together. */
    public int positions() {
        return prompt.length + maxNewTokens;
    }
}
