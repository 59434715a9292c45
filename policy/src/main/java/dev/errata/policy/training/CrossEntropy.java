package dev.errata.policy.training;

import java.util.List;

/**
 * Weighted cross-entropy: the imitation loss, and supervised fine-tuning where all weights are 1.
 *
 * <pre>
 *   L = - sum_j w_j log pi_theta(z_j | q, z_&lt;j) / #{ j : w_j &gt; 0 }
 * </pre>
 *
 * <p>z is the target and w_j &gt;= 0 the weight of its j-th token, a sequence's only channel, [N] over the batch;
 * log-probs are in nats. The count is that of the whole batch; a batch without a positive weight has the loss 0.
 * Source: the imitation term of RLMEC, arXiv:2401.06081.
 */
public final class CrossEntropy implements Objective {

    private static final int WEIGHT = 0;

    private static final Formula FORMULA = Formula.of(Formula.resources(CrossEntropy.class, "cross_entropy.py"))
            .withChannels(List.of("weight"))
            .withSettings(List.of(Setting.ofBatch("weighted_tokens", CrossEntropy::weightedTokens)));

    @Override
    public Formula formula() {
        return FORMULA;
    }

    private static double weightedTokens(TrainingBatch batch) {
        long count = 0;
        for (TrainingSequence sequence : batch.sequences()) {
            for (float weight : sequence.channels()[WEIGHT]) {
                count += weight > 0 ? 1 : 0;
            }
        }
        return Math.max(1, count);
    }
}
