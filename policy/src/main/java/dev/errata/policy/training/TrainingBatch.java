package dev.errata.policy.training;

import java.util.List;

/**
 * The sequences of one optimizer step.
 *
 * @param sequences the sequences
 * @param bundles numbers of sequences that the objective must see together, because it compares them: each bundle lies
 *     in one micro-batch, however large
 */
public record TrainingBatch(List<TrainingSequence> sequences, List<int[]> bundles) {

    /** Sequences that the objective may see in any division. */
    public TrainingBatch(List<TrainingSequence> sequences) {
        this(sequences, List.of());
    }

    /** The same bundles of other sequences. */
    public TrainingBatch with(List<TrainingSequence> others) {
        return new TrainingBatch(others, bundles);
    }

    /** Number of answer tokens over all sequences. */
    public int answerTokens() {
        return sequences.stream().mapToInt(sequence -> sequence.answer().length).sum();
    }
}
