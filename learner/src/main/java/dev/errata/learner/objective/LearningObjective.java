package dev.errata.learner.objective;

import dev.errata.policy.training.Metric;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.ScoredRollout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns scored rollouts into training sequences, and gives the formula of the loss over them.
 *
 * <p>Sums in the formula are divided by counts of the whole batch, so that micro-batches add up to the gradient of one
 * batch, and so that the number of tokens in one term never changes the step of another. A term without members is 0,
 * not NaN. Formulas and sources: docs/method.md, Objectives.
 */
public interface LearningObjective extends Objective {

    /** Its name in {@code learner.objective}. */
    String name();

    /** The objective's requirements on the log. */
    Requirements requirements();

    /**
     * Builds the sequences from scored rollouts, without those that would have no gradient. Token ids are those that
     * were sampled; nothing is tokenised again.
     *
     * @param rollouts of one batch, the answers to one question next to each other where the log has them so
     */
    TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies);

    /** Fills the channels that only a policy can fill, right before the update. */
    default TrainingBatch complete(TrainingBatch batch, Policies policies) {
        return batch;
    }

    /**
     * The published metrics. By default they are those that the formula declares with a slash in the name, such as
     * {@code train/kl_loss}; the others are what an objective computes further metrics from.
     *
     * @param returned the script's outputs for the whole batch, by name
     */
    default Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        Map<String, Double> published = new LinkedHashMap<>();
        for (Metric metric : formula().metrics()) {
            if (metric.name().contains("/")) {
                published.put(metric.name(), value(returned, metric.name()));
            }
        }
        return published;
    }

    /** The value that a script returned under a name. */
    static double value(Map<String, Double> returned, String name) {
        Double value = returned.get(name);
        if (value == null) {
            throw new IllegalStateException("The objective's script returned no '" + name + "', only "
                    + returned.keySet() + ": declare the metric in the objective's formula.");
        }
        return value + 0.0; // An empty sum may come as -0.
    }
}
