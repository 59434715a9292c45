package dev.errata.policy.sampling;

import java.util.function.ToIntFunction;

/**
 * A short question about an answer that is put before the answer is rewritten. What its prompt has in common with that of
 * the answer is read once for both; the answer's probabilities do not depend on it.
 *
 * @param prompt token ids, [A], two or more; begins as the answer's prompt does
 * @param maxNewTokens most tokens of the policy's greedy output
 * @param kept what the output means: so many tokens of the answer stand in the rewrite whatever the policy would have
 *     written in their place
 */
public record SideQuestion(int[] prompt, int maxNewTokens, ToIntFunction<Completion> kept) {

    /** Most positions that asking takes, the output included. */
    public int positions() {
        return prompt.length + maxNewTokens;
    }
}
