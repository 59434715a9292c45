package dev.errata.learner.objective;

import dev.errata.policy.training.Objective;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An objective of the learner: what a batch of scored rollouts gives to learn from, and the formula over it.
 *
 * <p>Sums in the formula are divided by counts of the whole batch, so that micro-batches add up to the gradient of one
 * batch, and so that the tokens of one term never change the step of another (field.md 7.10; prime-rl's mixed
 * objective). A term without members is 0, not NaN.
 */
public interface LearningObjective extends Objective {

    /** Its name in {@code learner.objective}. */
    String name();

    /** What it needs of the log. */
    Requirements requirements();

    /** The names of those of its {@link ObjectiveSettings} that change anything, given the others. */
    default Set<String> settingsUsed() {
        return Set.of();
    }

    /**
     * The sequences that scored rollouts give, without those that would have no gradient. Token ids travel as they were
     * sampled; nothing is tokenised again.
     *
     * @param rollouts of one batch, the answers to one question next to each other where the log has them so
     */
    TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies);

    /** Adds what policies say of a batch, right before the update. */
    default TrainingBatch complete(TrainingBatch batch, Policies policies) {
        return batch;
    }

    /** The published metrics, by standard name, of what the script returned for the whole completed batch. */
    Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch);
}
