package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the sequences of an objective that learns from token rewards and imitates rewrites.
 *
 * <p>Where the imitation target is the answer itself (a correct answer), one sequence has both rewards and target
 * weights. Where it is a rewrite, the answer has the rewards, and the rewrite is a sequence of its own with the target
 * weights. A term whose weight is 0 gives no sequence.
 */
final class RewardsAndRewrites {

    private RewardsAndRewrites() {}

    static TrainingBatch batch(PolicyGradient objective, List<ScoredRollout> rollouts) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (ScoredRollout scored : rollouts) {
            add(objective, scored, sequences);
        }
        return objective.trimmed(sequences);
    }

    private static void add(PolicyGradient objective, ScoredRollout scored, List<TrainingSequence> sequences) {
        TermWeights terms = objective.weights();
        float[] rewards = RolloutArrays.floats(scored.getRewards());
        float[] weights = RolloutArrays.floats(scored.getTargetWeights());
        if (terms.rl() == 0) {
            rewards = new float[rewards.length];
        }
        if (terms.imitation() == 0) {
            weights = new float[weights.length];
        }
        if (scored.getTargetTokens().equals(scored.getRollout().getAnswerTokens())) {
            sequences.add(objective.sampled(scored, rewards, weights));
            return;
        }
        sequences.add(objective.sampled(scored, rewards, new float[rewards.length]));
        if (weights.length > 0) {
            int[] target = RolloutArrays.ints(scored.getTargetTokens());
            sequences.add(objective
                    .channels()
                    .sequence(RolloutArrays.prompt(scored), target, Map.of(Channel.TARGET_WEIGHT, weights)));
        }
    }
}
