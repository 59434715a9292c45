package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;

/**
 * Rejection sampling fine-tuning: cross-entropy on the distinct correct answers to each asked question, all weights 1.
 * Formula: {@link WeightedCrossEntropy}. Source: Yuan et al. 2023, arXiv:2308.01825.
 */
public final class Rft extends WeightedCrossEntropy {

    @Override
    public String name() {
        return "rft";
    }

    @Override
    public Requirements requirements() {
        return Requirements.NONE;
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (ScoredRollout scored : rollouts) {
            if (scored.getCorrect() && RolloutArrays.isDistinct(scored)) {
                int[] answer = RolloutArrays.answer(scored);
                sequences.add(
                        sequence(RolloutArrays.prompt(scored), answer, RolloutArrays.everywhere(1, answer.length)));
            }
        }
        return new TrainingBatch(sequences);
    }
}
