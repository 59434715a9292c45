package dev.errata.actors.weights;

import dev.errata.policy.weights.AnnouncedWeights;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.LatestRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest announced weights in memory.
 *
 * <p>Weights that are gone or not what was announced cost one log line: the next newest announcement is tried, and the bad
 * one not again. So one call makes at most one attempt per announcement that is newer than what is in memory. Not
 * thread-safe: the policy belongs to the loop's thread.
 */
public final class FollowPolicyUpdates implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FollowPolicyUpdates.class);
    private static final Duration ANNOUNCEMENTS_TIMEOUT = Duration.ofSeconds(30);

    private final LatestRecords<PolicyUpdate> announcements;
    private final ResidentPolicy.Loader loader;
    private final TreeMap<Long, PolicyUpdate> newer = new TreeMap<>();
    private @Nullable VersionedPolicy inMemory;

    /** Follows announcements; nothing is read before the first call of {@link #adoptNewest()}. */
    public FollowPolicyUpdates(LatestRecords<PolicyUpdate> announcements, ResidentPolicy.Loader loader) {
        this.announcements = announcements;
        this.loader = loader;
    }

    /**
     * Takes the newest usable weights announced before this call, if they are newer than those in memory.
     *
     * @return whether the policy in memory changed
     */
    public boolean adoptNewest() {
        for (PolicyUpdate update : announcements.poll(ANNOUNCEMENTS_TIMEOUT)) {
            newer.put(update.getVersion(), update);
        }
        if (inMemory != null) {
            newer.headMap(inMemory.version(), true).clear();
        }
        for (Map.Entry<Long, PolicyUpdate> newest = newer.pollLastEntry();
                newest != null;
                newest = newer.pollLastEntry()) {
            if (adopt(newest.getValue())) {
                newer.clear();
                return true;
            }
        }
        return false;
    }

    /** The policy in memory; null before the first weights. */
    public @Nullable VersionedPolicy current() {
        return inMemory;
    }

    /** Ends a waiting call with a WakeupException; may be called from any thread. */
    public void wakeup() {
        announcements.wakeup();
    }

    @Override
    public void close() {
        announcements.close();
        if (inMemory != null) {
            inMemory.policy().close();
        }
    }

    private boolean adopt(PolicyUpdate update) {
        try {
            Path folder = new AnnouncedWeights(update.getUri(), update.getSha256(), update.getSizeBytes()).verified();
            if (inMemory == null) {
                inMemory = new VersionedPolicy(update.getVersion(), loader.load(folder));
            } else {
                inMemory.policy().replaceWeights(folder);
                inMemory = new VersionedPolicy(update.getVersion(), inMemory.policy());
            }
            return true;
        } catch (UnusableCheckpointException unusable) {
            LOG.warnf("Version %d is passed over: %s", update.getVersion(), unusable.getMessage());
            return false;
        }
    }
}
