package dev.errata.evaluator.measurement;

import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Question;
import dev.errata.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One answer to a question of a benchmark, with its verdict.
 *
 * @param question the question
 * @param mode greedy or sampled
 * @param sample 0-based index among the answers to the question
 * @param text the answer; empty if the question was too long to be read
 * @param ended whether the policy ended it itself, before the limit of tokens
 * @param shots number of examples in its prompt
 * @param verdict the verdict; null if the question was too long to be read, which counts as wrong
 */
public record EvaluatedAnswer(
        Question question,
        EvaluationMode mode,
        int sample,
        String text,
        boolean ended,
        int shots,
        @Nullable Verdict verdict) {

    /** An answer that was never sampled, because the policy cannot read the question. */
    public static EvaluatedAnswer unread(Question question, EvaluationMode mode, int sample) {
        return new EvaluatedAnswer(question, mode, sample, "", true, 0, null);
    }

    /** Whether the answer is right. */
    public boolean correct() {
        return verdict != null && verdict.getCorrect();
    }

    /** Whether the policy could read the question. */
    public boolean wasRead() {
        return verdict != null;
    }
}
