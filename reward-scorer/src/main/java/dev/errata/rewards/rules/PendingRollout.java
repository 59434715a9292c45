package dev.errata.rewards.rules;

import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one rollout's score that have arrived so far.
 *
 * @param since when the first part arrived, or the verdict where one did, milliseconds since the epoch
 * @param rollout the rollout; null until it arrives
 * @param tokenRewards the reward model's token rewards; null until they arrive
 * @param rewrite the reward model's rewrite; null until it arrives
 * @param verdict the verdict of an HTTP verifier; null until it arrives
 */
public record PendingRollout(
        long since,
        @Nullable Rollout rollout,
        @Nullable TokenRewards tokenRewards,
        @Nullable Rewrite rewrite,
        @Nullable Verdict verdict) {

    /** A rollout of which nothing has arrived. */
    public static PendingRollout empty(long since) {
        return new PendingRollout(since, null, null, null, null);
    }

    /** The same parts and the rollout. */
    public PendingRollout with(Rollout arrived) {
        return new PendingRollout(since, arrived, tokenRewards, rewrite, verdict);
    }

    /** The same parts and the token rewards. */
    public PendingRollout with(TokenRewards arrived) {
        return new PendingRollout(since, rollout, arrived, rewrite, verdict);
    }

    /** The same parts and the rewrite. */
    public PendingRollout with(Rewrite arrived) {
        return new PendingRollout(since, rollout, tokenRewards, arrived, verdict);
    }

    /** The same parts and the verdict. From now on the other parts are waited for. */
    public PendingRollout with(Verdict arrived, long now) {
        return new PendingRollout(now, rollout, tokenRewards, rewrite, arrived);
    }
}
