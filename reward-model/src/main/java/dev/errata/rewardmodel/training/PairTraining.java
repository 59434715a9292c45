package dev.errata.rewardmodel.training;

import java.util.OptionalInt;

/**
 * Settings for training a reward model from pairs.
 *
 * @param epochs passes over all pairs
 * @param steps optimizer steps; where empty, as many as the epochs take
 * @param batch pairs per step
 * @param learningRate largest learning rate
 * @param warmUpShare share of the steps in which it rises; it falls to 0 along half a cosine afterwards
 * @param weightDecay decoupled weight decay
 * @param referenceWeight weight of the tokens of the reference solution; those of the rewrite weigh 1
 * @param maxLength most tokens of question, reference, answer and rewrite together; longer pairs are left out
 * @param seed seed of the order of pairs
 */
// One component for each option of the training command.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record PairTraining(
        int epochs,
        OptionalInt steps,
        int batch,
        double learningRate,
        double warmUpShare,
        double weightDecay,
        double referenceWeight,
        int maxLength,
        long seed) {

    /** Checks the numbers. */
    public PairTraining {
        if (epochs < 1 || steps.orElse(1) < 1 || batch < 1 || maxLength < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException("Epochs, steps, batch, longest pair and learning rate must be above 0.");
        }
        if (!(warmUpShare >= 0 && warmUpShare <= 1 && weightDecay >= 0 && referenceWeight >= 0)) {
            throw new IllegalArgumentException(
                    "The warm-up must be a share from 0 to 1, and weight decay and reference weight not below 0.");
        }
    }

    /**
     * The published values of RLMEC: 3 epochs, 128 pairs per step, learning rate 2e-5, warm-up 0.03, no weight decay.
     */
    public static PairTraining published() {
        return new PairTraining(3, OptionalInt.empty(), 128, 2e-5, 0.03, 0, 0, 2048, 1);
    }
}
