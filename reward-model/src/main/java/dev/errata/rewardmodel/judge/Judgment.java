package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/**
 * The judge's judgment of one answer.
 *
 * @param correct whether the extracted answer matches the gold one
 * @param extracted what the answer rule extracted, cut after 256 characters; null where there was none
 */
public record Judgment(boolean correct, @Nullable String extracted) {

    private static final int MAX_CHARACTERS = 256;

    /** Abbreviates the extracted answer: it is for people, and a hostile text may have any length. */
    public Judgment {
        extracted = extracted == null ? null : abbreviated(extracted);
    }

    static String abbreviated(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }
}
