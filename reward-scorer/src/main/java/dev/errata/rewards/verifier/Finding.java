package dev.errata.rewards.verifier;

import dev.errata.rewardmodel.judge.Rating;
import org.jspecify.annotations.Nullable;

/**
 * What became of one submission: a rating, or the reason why there is none.
 *
 * @param rating the verifier's rating; null where it gave none
 * @param failure one sentence that says why; null where there is a rating
 */
record Finding(@Nullable Rating rating, @Nullable String failure) {

    static Finding of(Rating rating) {
        return new Finding(rating, null);
    }

    static Finding failed(String why) {
        return new Finding(null, why);
    }
}
