package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;

/**
 * The imitation term of RLMEC alone: the target is the rewrite of a wrong answer or a correct answer itself, with the
 * weights that the scorer gave (by default 1.0 on edited tokens of a rewrite and 0.5 elsewhere).
 *
 * <p>Formula: {@link WeightedCrossEntropy}. Source: the baseline "SFT on rewrites" of RLMEC, arXiv:2401.06081.
 */
public final class SftOnRewrites extends WeightedCrossEntropy {

    @Override
    public String name() {
        return "sft-on-rewrites";
    }

    @Override
    public Requirements requirements() {
        return Requirements.REWARD_MODEL;
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (ScoredRollout scored : rollouts) {
            float[] weights = RolloutArrays.floats(scored.getTargetWeights());
            if (anyAbove0(weights)) {
                sequences.add(
                        sequence(RolloutArrays.prompt(scored), RolloutArrays.ints(scored.getTargetTokens()), weights));
            }
        }
        return new TrainingBatch(sequences);
    }
}
