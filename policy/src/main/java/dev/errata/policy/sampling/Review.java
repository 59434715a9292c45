package dev.errata.policy.sampling;

import org.jspecify.annotations.Nullable;

/**
 * What a policy thinks of one answer.
 *
 * @param probabilities probability of each answer token given the prompt and the earlier answer tokens, [T]
 * @param rewrite the policy's own greedy output, end-of-sequence included where reached; null where not asked for
 * @param stopped whether the rewrite ended with an end-of-sequence token; false where there is none
 */
public record Review(float[] probabilities, int @Nullable [] rewrite, boolean stopped) {}
