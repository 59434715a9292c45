package dev.errata.policy.training;

import java.util.List;

/** The sequences of one optimizer step. */
public record TrainingBatch(List<TrainingSequence> sequences) {

    /** Number of answer tokens over all sequences. */
    public int answerTokens() {
        return sequences.stream().mapToInt(sequence -> sequence.answer().length).sum();
    }
}
