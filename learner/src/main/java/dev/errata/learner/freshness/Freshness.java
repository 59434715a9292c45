package dev.errata.learner.freshness;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;

/**
 * How far behind the newest published version a rollout may be; measured in policy versions, not in time.
 *
 * @param maxStaleness most versions that any token of a rollout may lag and still be trained on
 */
public record Freshness(long maxStaleness) {

    /** Refuses a bound that no rollout could meet. */
    public Freshness {
        if (maxStaleness < 0) {
            throw new IllegalArgumentException(
                    "learner.max-staleness counts versions and cannot be " + maxStaleness + ": use 0 or more.");
        }
    }

    /**
     * Versions between the newest one and the oldest that sampled any token of the rollout.
     *
     * @param rollout a rollout with at least one version span
     * @param newestVersion the newest published version
     * @return negative only if the rollout claims a version that was never published
     */
    public static long staleness(Rollout rollout, long newestVersion) {
        long oldest = rollout.getVersionSpans().stream()
                .mapToLong(VersionSpan::getPolicyVersion)
                .min()
                .orElseThrow();
        return newestVersion - oldest;
    }

    /** Whether a rollout of this staleness may be trained on. */
    public boolean admits(long staleness) {
        return staleness <= maxStaleness;
    }
}
