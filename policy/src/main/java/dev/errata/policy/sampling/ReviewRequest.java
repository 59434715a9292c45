package dev.errata.policy.sampling;

/**
 * One answer to be scored and, where asked for, rewritten.
 *
 * @param prompt token ids, [P]
 * @param answer token ids, [T], scored token by token
 * @param rewrite whether the policy's own greedy output is wanted as well
 */
public record ReviewRequest(int[] prompt, int[] answer, boolean rewrite) {}
