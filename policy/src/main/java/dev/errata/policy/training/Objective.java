package dev.errata.policy.training;

import java.util.List;

/**
 * The loss that an optimizer step minimizes, as a function of the log-probs of the answer tokens.
 *
 * <p>The {@link Formula} declares everything: the channels of a sequence, the settings that the script reads, the loss,
 * the metrics, and whether a critic is trained with the policy.
 */
public interface Objective {

    /** The formula; the same at every call. */
    Formula formula();

    /** TorchScript text of the formula, indented as members of a class. */
    default String script() {
        return formula().script();
    }

    /** Names of the channels, in the order of the rows of a sequence's {@code channels}. */
    default List<String> channelNames() {
        return formula().channels();
    }

    /** The numbers that the script reads for a batch. */
    default float[] settings(TrainingBatch batch) {
        return formula().numbers(batch);
    }

    /** Whether a critic is trained with the policy: {@link Formula.ValueLoss}. */
    default boolean hasCritic() {
        return formula().valueLoss().isPresent();
    }
}
