package dev.errata.policy.training;

/**
 * AdamW with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101) and clipping by global norm.
 *
 * @param beta1 decay of the first moment; in [0, 1)
 * @param beta2 decay of the second moment; in [0, 1)
 * @param epsilon added to the root of the second moment; above 0, because the moment of a weight without gradient is 0
 * @param weightDecay decoupled weight decay; 0 or more
 * @param clipNorm largest global gradient norm; 0 turns clipping off
 */
public record OptimizerSettings(double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {

    /** Refuses values outside their range; the message names the range. */
    public OptimizerSettings {
        // At 1 the bias correction 1 / (1 - beta^step) would divide by 0.
        require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "0 or more and below 1");
        require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "0 or more and below 1");
        require(epsilon > 0 && Double.isFinite(epsilon), "epsilon", epsilon, "above 0 and finite");
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay", weightDecay, "0 or more and finite");
        require(clipNorm >= 0, "clip norm", clipNorm, "above 0, or 0 for no clipping");
    }

    /** The settings of the measurements on the arithmetic task. */
    public static OptimizerSettings defaults() {
        return new OptimizerSettings(0.9, 0.98, 1e-8, 0.0, 1.0);
    }

    private static void require(boolean met, String what, double value, String range) {
        if (!met) {
            throw new IllegalArgumentException(
                    "The optimizer's " + what + " is " + value + " but must be " + range + ".");
        }
    }
}
