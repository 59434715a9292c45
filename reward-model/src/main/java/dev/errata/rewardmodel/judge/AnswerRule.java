package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/** How the final answer of one kind of task is found in a text, and when it is right. Linear in the text's length. */
public interface AnswerRule {

    /** The words that announce a final answer. */
    String TRIGGER = "The answer is";

    /** The final answer, or null where the text has none. */
    @Nullable
    String extract(String text);

    /** Whether an extracted answer is the gold one. */
    boolean matches(String extracted, String gold);

    /** Whether an answer that was cut off before its end-of-sequence token is wrong whatever it says. */
    default boolean mustEnd() {
        return false;
    }
}
