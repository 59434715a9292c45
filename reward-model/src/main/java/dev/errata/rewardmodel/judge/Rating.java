package dev.errata.rewardmodel.judge;

import org.jspecify.annotations.Nullable;

/**
 * A verifier's rating of one answer: right or wrong, a score, or both.
 *
 * @param correct whether the answer is right; null where the score decides
 * @param score reward between 0 and 1; null where the verifier gives none
 * @param extracted the final answer that it found, for people; null where it names none
 */
public record Rating(@Nullable Boolean correct, @Nullable Double score, @Nullable String extracted) {

    /**
     * Checks that it says something.
     *
     * @throws IllegalArgumentException if it says neither right nor wrong nor a score, or the score is not from 0 to 1
     */
    public Rating {
        if (correct == null && score == null) {
            throw new IllegalArgumentException("A rating says whether the answer is right, or gives a score.");
        }
        if (score != null && !(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("A score is a number from 0 to 1, not " + score + ".");
        }
    }

    /** Right or wrong. */
    public static Rating of(boolean correct, @Nullable String extracted) {
        return new Rating(correct, null, extracted);
    }

    /** A score between 0 and 1. */
    public static Rating of(double score, @Nullable String extracted) {
        return new Rating(null, score, extracted);
    }

    /**
     * The judgment that follows.
     *
     * @param correctFrom lowest score of a right answer, where the verifier gives the score alone
     */
    public Judgment judgment(double correctFrom) {
        boolean right = correct == null ? score != null && score >= correctFrom : correct;
        return new Judgment(right, extracted, null, score);
    }
}
