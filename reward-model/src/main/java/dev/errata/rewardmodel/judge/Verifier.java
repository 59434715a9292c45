package dev.errata.rewardmodel.judge;

import dev.errata.schemas.Question;
import java.util.Optional;

/**
 * Judges the answers of one task that has no built-in rule: a plug-in, found by {@link java.util.ServiceLoader}. A
 * provider is named in {@code META-INF/services/dev.errata.rewardmodel.judge.Verifier}; its constructor takes nothing
 * and opens nothing.
 *
 * <p>A verifier is thread-safe, gives equal ratings to equal answers, and never executes an answer. Where it throws, or
 * takes longer than {@code scorer.plug-in-timeout}, that answer has no verdict.
 */
public interface Verifier {

    /** The task that it judges, as questions name it. */
    String task();

    /**
     * Rates an answer.
     *
     * @param ended whether the answer ended with an end-of-sequence token
     */
    Rating verify(Question question, String answer, boolean ended);

    /**
     * Why no answer to a question could be right, as one sentence that says what to change; empty where one can be.
     * Asked before anything is sampled.
     */
    default Optional<String> refuse(Question question) {
        return Optional.empty();
    }
}
