package dev.errata.learner.objective;

import dev.errata.policy.training.CrossEntropy;
import dev.errata.policy.training.Formula;
import dev.errata.policy.training.TrainingSequence;

/**
 * The common part of the objectives that only imitate: weighted cross-entropy on the targets of each objective.
 *
 * <pre>
 *   L = - sum_j w_j log pi_theta(z_j|q,z_&lt;j) / #{ j : w_j &gt; 0 }
 * </pre>
 *
 * <p>z are the target's tokens and w their weights, [N] over the batch; log-probs are in nats. Each objective chooses
 * its targets and weights. Formula and source: {@link CrossEntropy}. Nothing but the loss is published.
 */
abstract sealed class WeightedCrossEntropy implements LearningObjective permits Sft, SftOnRewrites, Rft {

    private static final Formula FORMULA = new CrossEntropy().formula();

    @Override
    public final Formula formula() {
        return FORMULA;
    }

    /** A target with its weights, [T]. */
    static TrainingSequence sequence(int[] prompt, int[] target, float[] weights) {
        return new TrainingSequence(prompt, target, new float[][] {weights});
    }

    /** Whether any of the weights is above 0. */
    static boolean anyAbove0(float[] weights) {
        for (float weight : weights) {
            if (weight > 0) {
                return true;
            }
        }
        return false;
    }
}
