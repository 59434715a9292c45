package dev.errata.rewardmodel.judge.rules;

import dev.errata.schemas.Question;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the final answer of one kind of task in a text and compares it with the gold one. Linear in the text's length.
 */
public interface AnswerRule {

    /** The final answer to a question, or null where the text has none. */
    @Nullable
    FinalAnswer extract(Question question, String text);

    /** Whether an extracted answer is the gold one. */
    boolean matches(String extracted, String gold);

    /**
     * Why no answer can be right with this gold answer, as one sentence that says what to change; empty where one can.
     * A gold answer is usable if it matches itself once this rule has extracted it.
     */
    default Optional<String> refuseGold(String gold) {
        FinalAnswer answer = gold.isBlank() ? null : extract(asked(gold), "The answer is " + gold);
        return answer != null && matches(answer.text(), gold)
                ? Optional.empty()
                : Optional.of("No answer can match the gold answer '" + FinalAnswer.abbreviated(gold)
                        + "': give it in the form that the rule of its task extracts.");
    }

    /** Whether an answer without an end-of-sequence token is always wrong. */
    default boolean mustEnd() {
        return false;
    }

    private static Question asked(String gold) {
        return Question.newBuilder()
                .setId("")
                .setSource("")
                .setText("")
                .setGold(gold)
                .build();
    }
}
