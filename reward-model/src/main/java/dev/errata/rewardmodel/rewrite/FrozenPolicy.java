package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.tokenizer.Tokenizer;
import java.util.List;

/**
 * The operations of a policy that a generative reward model uses. Its weights never change.
 *
 * @param reviews scores and rewrites answers
 * @param tokenizer the policy's tokenizer
 * @param maxPositions most positions, prompt and answer together
 * @param vocabulary number of tokens that the network reads; the tokenizer may know more, or fewer
 * @param release frees the policy
 */
public record FrozenPolicy(Reviews reviews, Tokenizer tokenizer, int maxPositions, int vocabulary, Runnable release) {

    /** Scores and rewrites answers. */
    @FunctionalInterface
    public interface Reviews {

        /** As {@link Policy#review}. */
        List<Review> of(List<ReviewRequest> requests, int maxNewTokens);
    }

    /** A loaded policy. */
    public static FrozenPolicy of(Policy policy) {
        return new FrozenPolicy(
                policy::review,
                policy.tokenizer(),
                policy.maxPositions(),
                policy.config().vocabulary(),
                policy::close);
    }
}
