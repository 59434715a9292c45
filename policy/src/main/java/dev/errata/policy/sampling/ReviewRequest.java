package dev.errata.policy.sampling;

import org.jspecify.annotations.Nullable;

/**
 * One answer to be scored and optionally rewritten.
 *
 * @param prompt token ids, [P]
 * @param answer token ids, [T], scored token by token
 * @param rewrite whether the policy's own greedy output is wanted too
 * @param sideQuestion asked before the rewrite; null for none
 */
public record ReviewRequest(int[] prompt, int[] answer, boolean rewrite, @Nullable SideQuestion sideQuestion) {

    /** A request without a side question. */
    public ReviewRequest(int[] prompt, int[] answer, boolean rewrite) {
        this(prompt, answer, rewrite, null);
    }
}
