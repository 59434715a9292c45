package dev.errata.rewards;

import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived so far of one rollout's score.
 *
 * @param since when its first part arrived, milliseconds since the epoch
 */
record Pending(long since, @Nullable Rollout rollout, @Nullable TokenRewards tokenRewards, @Nullable Rewrite rewrite) {

    static Pending empty(long since) {
        return new Pending(since, null, null, null);
    }

    Pending with(Rollout arrived) {
        return new Pending(since, arrived, tokenRewards, rewrite);
    }

    Pending with(TokenRewards arrived) {
        return new Pending(since, rollout, arrived, rewrite);
    }

    Pending with(Rewrite arrived) {
        return new Pending(since, rollout, tokenRewards, arrived);
    }
}
