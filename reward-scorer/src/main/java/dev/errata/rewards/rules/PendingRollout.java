package dev.errata.rewards.rules;

import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one rollout's score that have arrived so far.
 *
 * @param since when the first part arrived, milliseconds since the epoch
 * @param rollout the rollout; null until it arrives
 * @param tokenRewards the reward model's token rewards; null until they arrive
 * @param rewrite the reward model's rewrite; null until it arrives
 */
public record PendingRollout(
        long since, @Nullable Rollout rollout, @Nullable TokenRewards tokenRewards, @Nullable Rewrite rewrite) {

    /** A rollout of which nothing has arrived. */
    public static PendingRollout empty(long since) {
        return new PendingRollout(since, null, null, null);
    }

    /** The same parts and the rollout. */
    public PendingRollout with(Rollout arrived) {
        return new PendingRollout(since, arrived, tokenRewards, rewrite);
    }

    /** The same parts and the token rewards. */
    public PendingRollout with(TokenRewards arrived) {
        return new PendingRollout(since, rollout, arrived, rewrite);
    }

    /** The same parts and the rewrite. */
    public PendingRollout with(Rewrite arrived) {
        return new PendingRollout(since, rollout, tokenRewards, arrived);
    }
}
