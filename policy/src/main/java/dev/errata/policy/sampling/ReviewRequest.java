package dev.errata.policy.sampling;

import org.jspecify.annotations.Nullable;

/**
 * One answer to be scored and, where asked for, rewritten.
 *
 * @param prompt token ids, [P]
 * @param answer token ids, [T], scored token by token
 * @param rewrite whether the policy's own greedy output is wanted as well
 * @param ASIDE asked before the rewrite; null where there is nothing to ask
 */
public record ReviewRequest(int[] prompt, int[] answer, boolean rewrite, @Nullable SideQuestion sideQuestion) {

    /** An answer about which nothing is asked. */
    public ReviewRequest(int[] prompt, int[] answer, boolean rewrite) {
        this(prompt, answer, rewrite, null);
    }
}
