package dev.errata.policy.training;

import java.util.List;

/**
 * What an optimizer step minimizes, as a function of the log-probs of the answer tokens.
 *
 * <p>All of it is the {@link Formula}: what a sequence's channels mean, the numbers the script reads, the loss, the
 * metrics, and whether a critic is trained beside the policy.
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

    /** Whether a critic is trained beside the policy: {@link Formula.ValueLoss}. */
    default boolean hasCritic() {
        return formula().valueLoss().isPresent();
    }
}
