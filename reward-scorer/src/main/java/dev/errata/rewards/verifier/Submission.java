package dev.errata.rewards.verifier;

import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import java.util.Map;

/**
 * What a verifier is told about an answer. Equal submissions have equal verdicts.
 *
 * @param task the question's task
 * @param question its text
 * @param gold its right final answer; empty where it has none
 * @param answer the answer's text
 * @param metadata its other fields
 */
record Submission(String task, String question, String gold, String answer, Map<String, String> metadata) {

    static Submission of(Rollout rollout) {
        Question question = rollout.getQuestion();
        return new Submission(
                question.getTask(),
                question.getText(),
                question.getGold(),
                rollout.getAnswerText(),
                Map.copyOf(question.getMetadata()));
    }
}
