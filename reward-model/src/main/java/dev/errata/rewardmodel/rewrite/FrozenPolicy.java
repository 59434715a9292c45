package dev.errata.rewardmodel.rewrite;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.Review;
import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.tokenizer.Tokenizer;
import java.util.List;

/** What the reward model needs of a policy that never changes. */
public interface FrozenPolicy extends AutoCloseable {

    /** As {@link Policy#review}. */
    List<Review> review(List<ReviewRequest> requests, int maxNewTokens);

    /** The policy's tokenizer. */
    Tokenizer tokenizer();

    /** Most positions, prompt and answer together. */
    int maxPositions();

    /** Number of tokens that the network reads; the tokenizer may know more, or fewer. */
    int vocabulary();

    @Override
    void close();

    /** A loaded policy, held still. Closing it closes the policy. */
    static FrozenPolicy of(Policy policy) {
        return new FrozenPolicy() {
            @Override
            public List<Review> review(List<ReviewRequest> requests, int maxNewTokens) {
                return policy.review(requests, maxNewTokens);
            }

            @Override
            public Tokenizer tokenizer() {
                return policy.tokenizer();
            }

            @Override
            public int maxPositions() {
                return policy.maxPositions();
            }

            @Override
            public int vocabulary() {
                return policy.config().vocabulary();
            }

            @Override
            public void close() {
                policy.close();
            }
        };
    }
}
