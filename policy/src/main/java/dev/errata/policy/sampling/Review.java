package dev.errata.policy.sampling;

import org.jspecify.annotations.Nullable;

/**
 * What a policy thinks of one answer.
 *
 * @param probabilities probability of each answer token given the prompt and the earlier answer tokens, [T]
 * @param rewrite the policy's own greedy output, end-of-sequence included where reached; null where not asked for
 * @param stopped whether the rewrite ended with an end-of-sequence token; false where there is none
 * @param ASIDE the policy's greedy output to what was asked aside; null where nothing was
 */
public record Review(float[] probabilities, int @Nullable [] rewrite, boolean stopped, @Nullable Completion reply) {

    /** A review of an answer about which nothing was asked. */
    public Review(float[] probabilities, int @Nullable [] rewrite, boolean stopped) {
        this(probabilities, rewrite, stopped, null);
    }

    /** The same review, with the output to what was asked question. */
    Review with(@Nullable Completion output) {
        return new Review(probabilities, rewrite, stopped, output);
    }
}
