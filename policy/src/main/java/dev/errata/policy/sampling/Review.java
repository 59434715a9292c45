package dev.errata.policy.sampling;

import org.jspecify.annotations.Nullable;

/**
 * The scores of one answer and the policy's rewrite of it.
 *
 * @param probabilities probability of each answer token given the prompt and the earlier answer tokens, [T]
 * @param rewrite the policy's own greedy output, end-of-sequence included where reached; null if not requested
 * @param stopped whether the rewrite ended with an end-of-sequence token; false if there is none
 * @param reply the policy's greedy reply to the side question; null if there was none
 */
public record Review(float[] probabilities, int @Nullable [] rewrite, boolean stopped, @Nullable Completion reply) {

    /** A review without a side question. */
    public Review(float[] probabilities, int @Nullable [] rewrite, boolean stopped) {
        this(probabilities, rewrite, stopped, null);
    }

    /** The same review with the reply to a side question. */
    Review with(@Nullable Completion output) {
        return new Review(probabilities, rewrite, stopped, output);
    }
}
