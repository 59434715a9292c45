package dev.errata.actors.weights;

import dev.errata.actors.progress.ActorProgress;
import dev.errata.policy.weights.AnnouncedWeights;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.service.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest announced weights in memory.
 *
 * <p>Weights that are missing or differ from the announcement are logged and skipped; the next newest announcement is
 * tried. One call makes at most one attempt per announcement that is newer than the weights in memory. Not thread-safe:
 * the policy belongs to the loop's thread.
 */
public final class FollowPolicyUpdates implements ArrivingWeights, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FollowPolicyUpdates.class);
    private static final Duration ANNOUNCEMENTS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final LatestRecords<PolicyUpdate> announcements;
    private final ResidentPolicy.Loader loader;
    private final ActorProgress progress;
    private final Duration firstTimeout;
    private final TreeMap<Long, PolicyUpdate> newer = new TreeMap<>();
    private @Nullable VersionedPolicy inMemory;

    /**
     * Follows announcements; nothing is read before the first call of {@link #adoptNewest()} or {@link #awaitFirst}.
     *
     * @param firstTimeout how long to wait for the first weights
     */
    public FollowPolicyUpdates(
            LatestRecords<PolicyUpdate> announcements,
            ResidentPolicy.Loader loader,
            ActorProgress progress,
            Duration firstTimeout) {
        this.announcements = announcements;
        this.loader = loader;
        this.progress = progress;
        this.firstTimeout = firstTimeout;
    }

    /**
     * Waits until some weights are in memory.
     *
     * @throws NoWeightsException if none are announced in time
     * @throws WakeupException if the loop is to stop before
     */
    public void awaitFirst(StopSignal stop) {
        long giveUp = System.nanoTime() + firstTimeout.toNanos();
        progress.activity().waitFor("the first weights on policy-updates");
        while (!adoptNewest()) {
            if (stop.requested()) {
                throw new WakeupException();
            }
            if (System.nanoTime() > giveUp) {
                throw noWeights();
            }
            progress.looking();
            stop.sleep(BETWEEN_LOOKS);
        }
    }

    /**
     * Takes the newest usable weights announced before this call, if they are newer than those in memory.
     *
     * @return whether the policy in memory changed
     */
    public boolean adoptNewest() {
        return adoptNewestOf(announcements.poll(ANNOUNCEMENTS_TIMEOUT));
    }

    /**
     * The policy after {@link #adoptNewest()}.
     *
     * @throws NoWeightsException if there are no weights yet
     */
    public VersionedPolicy newest() {
        adoptNewest();
        if (inMemory == null) {
            throw noWeights();
        }
        return inMemory;
    }

    private NoWeightsException noWeights() {
        return new NoWeightsException(firstTimeout, progress.unreadableAnnouncements());
    }

    @Override
    public OptionalLong adoptArrived() {
        try {
            if (adoptNewestOf(announcements.arrived()) && inMemory != null) {
                progress.adoptedInFlight();
                return OptionalLong.of(inMemory.version());
            }
        } catch (WakeupException stop) {
            // The batch under way is still published; the loop stops after it.
            LOG.debug("Stopped in the middle of a batch, which ends first");
        }
        return OptionalLong.empty();
    }

    private boolean adoptNewestOf(List<PolicyUpdate> announced) {
        announced.forEach(update -> newer.put(update.getVersion(), update));
        progress.unreadableAnnouncements(announcements.unreadable());
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
        long start = System.nanoTime();
        try {
            Path folder = new AnnouncedWeights(update.getUri(), update.getSha256(), update.getSizeBytes()).verified();
            if (inMemory == null) {
                inMemory = new VersionedPolicy(update.getVersion(), loader.load(folder));
            } else {
                inMemory.policy().replaceWeights(folder);
                inMemory = new VersionedPolicy(update.getVersion(), inMemory.policy());
            }
            progress.adopted(update.getVersion(), (System.nanoTime() - start) / 1e9);
            return true;
        } catch (UnusableCheckpointException unusable) {
            LOG.warnf("Version %d is skipped: %s", update.getVersion(), unusable.getMessage());
            return false;
        }
    }
}
