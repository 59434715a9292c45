package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/**
 * The judge's word on one answer.
 *
 * @param correct whether the extracted answer matches the gold one
 * @param extracted what the answer rule extracted, cut after 256 characters; null where it found nothing
 */
public record Judgment(boolean correct, @Nullable String extracted) {

    private static final int SHOWN = 256;

    /** Cuts what was extracted: it is kept for people, and a hostile text has no end. */
    public Judgment {
        if (extracted != null && extracted.length() > SHOWN) {
            extracted = extracted.substring(0, SHOWN);
        }
    }
}
