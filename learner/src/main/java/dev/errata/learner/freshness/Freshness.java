package dev.errata.learner.freshness;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;

/**
 * The largest staleness of a rollout that is trained on, counted in policy versions, not in time.
 *
 * <p>Staleness is the newest published version minus the oldest version that sampled any token of the rollout.
 *
 * @param maxStaleness largest staleness that is trained on, versions
 */
public record Freshness(long maxStaleness) {

    /** Refuses a negative bound, which no rollout could meet. */
    public Freshness {
        if (maxStaleness < 0) {
            throw new IllegalArgumentException(
                    "learner.max-staleness counts versions and cannot be " + maxStaleness + ": use 0 or more.");
        }
    }

    /**
     * The staleness of a rollout.
     *
     * @param rollout a rollout with at least one version span
     * @param newestVersion the newest published version
     * @return versions; negative only if the rollout names a version that was never published
     */
    public static long staleness(Rollout rollout, long newestVersion) {
        long oldest = rollout.getVersionSpans().stream()
                .mapToLong(VersionSpan::getPolicyVersion)
                .min()
                .orElseThrow();
        return newestVersion - oldest;
    }

    /** Whether a rollout of this staleness, in versions, may be trained on. */
    public boolean admits(long staleness) {
        return staleness <= maxStaleness;
    }
}
