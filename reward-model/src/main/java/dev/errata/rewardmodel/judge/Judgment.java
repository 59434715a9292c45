package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/**
 * The judge's judgment of one answer.
 *
 * @param correct whether the extracted answer matches the gold one
 * @param extracted what the answer rule extracted, cut after 256 characters; null where there was none
 * @param score reward between 0 and 1 where a verifier gives one; null means 1 if correct, else 0
 */
public record Judgment(boolean correct, @Nullable String extracted, @Nullable Double score) {

    private static final int MAX_CHARACTERS = 256;

    /** Abbreviates the extracted answer: it is for people, and a hostile text may have any length. */
    public Judgment {
        extracted = extracted == null ? null : abbreviated(extracted);
    }

    /** A judgment without a score of its own. */
    public Judgment(boolean correct, @Nullable String extracted) {
        this(correct, extracted, null);
    }

    static String abbreviated(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }
}
