package dev.errata.rewardmodel.judge;

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

    /** Whether an answer without an end-of-sequence token is always wrong. */
    default boolean mustEnd() {
        return false;
    }
}
