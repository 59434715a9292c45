package dev.errata.rewardmodel.judge;

import dev.errata.rewardmodel.judge.rules.FinalAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The judge's judgment of one answer.
 *
 * @param correct whether the extracted answer matches the gold one
 * @param extracted what the answer rule extracted, cut after 256 characters; null where there was none
 * @param mark what it was found by, such as {@code ####} or {@code last number}; null where there was none
 * @param score reward between 0 and 1 where a verifier gives one; null means 1 if correct, else 0
 */
public record Judgment(boolean correct, @Nullable String extracted, @Nullable String mark, @Nullable Double score) {

    /** The judgment of a text without a final answer. */
    public static final Judgment NO_ANSWER = new Judgment(false, null);

    /** Abbreviates the extracted answer: it is for people, and a hostile text may have any length. */
    public Judgment {
        extracted = extracted == null ? null : FinalAnswer.abbreviated(extracted);
    }

    /** A judgment without a mark, and without a score of its own. */
    public Judgment(boolean correct, @Nullable String extracted) {
        this(correct, extracted, null, null);
    }
}
