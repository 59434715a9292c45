package dev.errata.evaluator.versions;

import dev.errata.policy.weights.AnnouncedWeights;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.LatestRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * The versions announced on policy-updates, and the time when the newest became known. Not thread-safe, except
 * {@link #wakeup()}.
 */
public final class AnnouncedVersions implements AutoCloseable {

    private static final Duration READING = Duration.ofSeconds(30);

    private final LatestRecords<PolicyUpdate> updates;
    private final Clock clock;
    private final TreeMap<Long, PolicyUpdate> announced = new TreeMap<>();
    private Instant newestSince;

    /** Follows announcements; nothing is read before the first {@link #refresh()}. */
    public AnnouncedVersions(LatestRecords<PolicyUpdate> updates, Clock clock) {
        this.updates = updates;
        this.clock = clock;
        this.newestSince = clock.instant();
    }

    /** Reads what was announced before this call. */
    public void refresh() {
        for (PolicyUpdate update : updates.poll(READING)) {
            if (announced.isEmpty() || update.getVersion() > announced.lastKey()) {
                newestSince = clock.instant();
            }
            announced.put(update.getVersion(), update);
        }
    }

    /** The versions announced so far. */
    public NavigableSet<Long> versions() {
        return announced.navigableKeySet();
    }

    /** Time since the newest version became known here. */
    public Duration quiet() {
        return Duration.between(newestSince, clock.instant());
    }

    /**
     * Location, checksum and size of a version's weights.
     *
     * @throws UnusableCheckpointException if the version was not announced
     */
    public AnnouncedWeights weights(long version) {
        PolicyUpdate update = announced.get(version);
        if (update == null) {
            throw new UnusableCheckpointException("Version " + version + " was never announced.");
        }
        return new AnnouncedWeights(update.getUri(), update.getSha256(), update.getSizeBytes());
    }

    /** Ends a waiting {@link #refresh} with a WakeupException; may be called from any thread. */
    public void wakeup() {
        updates.wakeup();
    }

    @Override
    public void close() {
        updates.close();
    }
}
