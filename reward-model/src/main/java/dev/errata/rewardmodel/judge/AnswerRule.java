package dev.errata.rewardmodel.judge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the final answer of one kind of task in a text and compares it with the gold one. Linear in the text's length.
 */
public interface AnswerRule {

    /** The words before a final answer. */
    String TRIGGER = "The answer is";

    /** The final answer, or null where the text has none. */
    @Nullable
    String extract(String text);

    /** Whether an extracted answer is the gold one. */
    boolean matches(String extracted, String gold);

    /**
     * Why no answer can be right with this gold answer, as one sentence that says what to change; empty where one can.
     * A gold answer is usable if this rule reads it as an answer that matches itself.
     */
    default Optional<String> refuseGold(String gold) {
        String extracted = gold.isBlank() ? null : extract(TRIGGER + " " + gold);
        return extracted != null && matches(extracted, gold)
                ? Optional.empty()
                : Optional.of("No answer can match the gold answer '" + Judgment.abbreviated(gold)
                        + "': give it in the form that the rule of its task extracts.");
    }

    /** Whether an answer without an end-of-sequence token is always wrong. */
    default boolean mustEnd() {
        return false;
    }
}
