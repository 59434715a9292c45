package dev.errata.rewards.rules;

import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived so far of one rollout's score.
 *
 * @param since when its first part arrived, milliseconds since the epoch
 */
public record Pending(
        long since, @Nullable Rollout rollout, @Nullable TokenRewards tokenRewards, @Nullable Rewrite rewrite) {

    public static Pending empty(long since) {
        return new Pending(since, null, null, null);
    }

    public Pending with(Rollout arrived) {
        return new Pending(since, arrived, tokenRewards, rewrite);
    }

    public Pending with(TokenRewards arrived) {
        return new Pending(since, rollout, arrived, rewrite);
    }

    public Pending with(Rewrite arrived) {
        return new Pending(since, rollout, tokenRewards, arrived);
    }
}
