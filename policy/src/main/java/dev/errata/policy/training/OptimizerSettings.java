package dev.errata.policy.training;

/**
 * AdamW with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101) and clipping by global norm.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled weight decay
 * @param clipNorm largest global gradient norm; 0 is off
 */
public record OptimizerSettings(double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {

    /** The settings that the arithmetic task was measured with. */
    public static OptimizerSettings defaults() {
        return new OptimizerSettings(0.9, 0.98, 1e-8, 0.0, 1.0);
    }
}
