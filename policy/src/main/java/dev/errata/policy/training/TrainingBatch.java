package dev.errata.policy.training;

import java.util.List;

/**
 * The sequences of one optimizer step.
 *
 * @param sequences the sequences
 * @param bundles indices of sequences that the objective compares and must see together: each bundle is part of one
 *     micro-batch, however large
 */
public record TrainingBatch(List<TrainingSequence> sequences, List<int[]> bundles) {

    /** Sequences that may be divided among micro-batches in any way. */
    public TrainingBatch(List<TrainingSequence> sequences) {
        this(sequences, List.of());
    }

    /** A batch of other sequences with the same bundles. */
    public TrainingBatch with(List<TrainingSequence> others) {
        return new TrainingBatch(others, bundles);
    }

    /** Number of answer tokens over all sequences. */
    public int answerTokens() {
        return sequences.stream().mapToInt(sequence -> sequence.answer().length).sum();
    }
}
