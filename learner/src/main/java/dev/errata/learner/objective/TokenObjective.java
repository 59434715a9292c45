package dev.errata.learner.objective;

import dev.errata.policy.training.Objective;
import dev.errata.policy.training.TrainingBatch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An RL term on token rewards plus lambda times the imitation term, each with its own denominator.
 *
 * <pre>
 *   L = L_RL + lambda L_im
 *   L_im = - sum_j w_j log pi_theta(z_j|q,z_&lt;j) / #{ j : w_j != 0 }
 * </pre>
 *
 * <p>The counts are those of the whole batch, so that imitation tokens never change the step of the RL term and
 * micro-batches add up to the gradient of one batch (method.md 1 and field.md 7.10; prime-rl's mixed objective). A term
 * without members is 0, not NaN. The scripts return sums and maxima; {@link #metrics} makes the published metrics of them.
 */
public sealed interface TokenObjective extends Objective permits TokenPpo, RlmecOfficial {

    /** The numbers this objective was made with. */
    ObjectiveSettings chosen();

    @Override
    default List<String> channelNames() {
        return Channels.NAMES;
    }

    @Override
    default float[] settings(TrainingBatch batch) {
        ObjectiveSettings chosen = chosen();
        return new float[] {
            (float) chosen.clipLow(),
            (float) chosen.clipHigh(),
            (float) chosen.dualClip(),
            (float) chosen.imitationWeight(),
            Math.max(1, Channels.members(batch, Channels.REWARD)),
            Math.max(1, Channels.members(batch, Channels.IMITATION_WEIGHT)),
        };
    }

    @Override
    default List<String> metricNames() {
        return RatioMetrics.SCRIPT_NAMES;
    }

    @Override
    default Set<String> maxima() {
        return RatioMetrics.MAXIMA;
    }

    /** The published metrics, by standard name, of what the script returned for the whole batch. */
    default Map<String, Double> metrics(Map<String, Double> returned, TrainingBatch batch) {
        return RatioMetrics.of(returned, Channels.members(batch, Channels.REWARD));
    }
}
