package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;

/**
 * Supervised fine-tuning: cross-entropy on the question's reference solution, all weights 1.
 *
 * <p>The target z is the reference with the end-of-sequence token, tokenised by the policy's tokenizer. Each asked
 * question of a batch gives it once, however many answers it got. A question without a reference, or with one that
 * exceeds the policy's positions, gives nothing. The answers are not used: rollouts only say which questions to learn.
 * Formula: {@link WeightedCrossEntropy}.
 */
public final class Sft extends WeightedCrossEntropy {

    @Override
    public String name() {
        return "sft";
    }

    @Override
    public Requirements requirements() {
        return Requirements.NONE;
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (List<ScoredRollout> group : RolloutArrays.byQuestion(rollouts)) {
            ScoredRollout first = group.get(0);
            String reference = first.getRollout().getQuestion().getReference();
            if (reference == null || reference.isBlank()) {
                continue;
            }
            int[] prompt = RolloutArrays.prompt(first);
            int[] target = policies.tokens(reference);
            if (prompt.length + target.length <= policies.maxPositions()) {
                sequences.add(sequence(prompt, target, RolloutArrays.everywhere(1, target.length)));
            }
        }
        return new TrainingBatch(sequences);
    }
}
