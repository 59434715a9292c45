package dev.errata.policy.training;

import java.util.List;

/**
 * Weighted cross-entropy: the imitation loss, and supervised fine-tuning where all weights are 1.
 *
 * <pre>
 *   L = - sum_j w_j log pi_theta(z_j | q, z_&lt;j) / #{ j : w_j &gt; 0 }
 * </pre>
 *
 * <p>Source: the imitation term of RLMEC (arXiv:2401.06081). The count is that of the whole batch; without a positive
 * weight the loss is 0.
 */
public final class CrossEntropy implements Objective {

    private static final int WEIGHT = 0;

    @Override
    public String script() {
        return ScriptText.read(CrossEntropy.class, "cross_entropy.py");
    }

    @Override
    public List<String> channelNames() {
        return List.of("weight");
    }

    @Override
    public float[] settings(TrainingBatch batch) {
        long count = 0;
        for (TrainingSequence sequence : batch.sequences()) {
            for (float weight : sequence.channels()[WEIGHT]) {
                count += weight > 0 ? 1 : 0;
            }
        }
        return new float[] {Math.max(1, count)};
    }

    @Override
    public List<String> metricNames() {
        return List.of();
    }
}
