package dev.errata.learner.publishing;

import dev.errata.learner.publishing.WeightsStore.Stored;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.UpdateKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Publishes versions: first the weights, then the checkpoint, then the announcement.
 *
 * <p>A settlement is a publication without weights, between two versions: it sends the records set aside so far and
 * announces the newest version again.
 *
 * <p>A crash before the checkpoint undoes everything since the previous one: the weights were not announced. A crash
 * after it undoes nothing: the checkpoint holds the announcement, and {@link RunStart} sends it if it is not in the
 * log.
 */
public final class Publisher {

    /**
     * The destinations of publications.
     *
     * @param weights weights of every version
     * @param checkpoints where a restart continues
     * @param announcer writes to the log
     */
    public record Places(WeightsStore weights, CheckpointStore checkpoints, Announcer announcer) {

        /** Removes old checkpoints and weights; the newest must be announced already. */
        void prune() {
            checkpoints.prune();
            weights.prune();
        }
    }

    private final Places places;
    private final TrainablePolicy policy;
    private final Origin origin;
    private final Clock clock;
    private final List<LearnerStep> steps = new ArrayList<>();
    private final List<RejectedRollout> rejected = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    Publisher(Places places, TrainablePolicy policy, Origin origin, Clock clock) {
        this.places = places;
        this.policy = policy;
        this.origin = origin;
        this.clock = clock;
    }

    /** Keeps an update's record until the version that contains it is published. */
    public void add(LearnerStep step) {
        steps.add(step);
    }

    /** Keeps records set aside until the next publication or settlement. */
    public void add(List<RejectedRollout> setAside, List<DeadLetter> unreadable) {
        rejected.addAll(setAside);
        deadLetters.addAll(unreadable);
    }

    /**
     * Publishes the current policy as the next version.
     *
     * @return the position after it
     */
    public RunPosition publish(RunPosition position) {
        RunPosition published = position.afterPublication();
        Stored stored = places.weights().write(published.version(), policy::saveWeights);
        tell(published, announcement(published, stored), stored.folder(), policy::saveOptimizer);
        return published;
    }

    /**
     * Publishes records set aside although there is no new version, so that neither memory nor the work repeated after
     * a crash grows with them. Weights and optimizer state are those of the previous checkpoint. The newest version is
     * announced again with the number of settlements, which shows in the log that the settlement was sent.
     *
     * @param position without unpublished updates
     * @return the position after it
     */
    public RunPosition settle(RunPosition position) {
        RunPosition settled = position.afterSettlement();
        RunCheckpoint before = places.checkpoints().newest().orElseThrow();
        PolicyUpdate again = PolicyUpdate.newBuilder(before.outbox().update())
                .setSettlements(settled.open().settlements())
                .build();
        tell(settled, again, before.weights(), file -> FolderFiles.share(before.optimizer(), file));
        return settled;
    }

    /** Commits the learner's offsets, although nothing is published yet. */
    public void showProgress(Map<Integer, Long> offsets) {
        places.announcer().showProgress(offsets);
    }

    /** Publishes version 0, whose weights are already written. */
    void publishStart(RunPosition position, Stored stored) {
        tell(position, announcement(position, stored), stored.folder(), policy::saveOptimizer);
    }

    private void tell(RunPosition position, PolicyUpdate update, Path weights, Consumer<Path> saveOptimizer) {
        Outbox outbox = new Outbox(List.copyOf(steps), List.copyOf(rejected), List.copyOf(deadLetters), update);
        places.checkpoints().write(position, origin, outbox, weights, saveOptimizer);
        places.announcer().announce(outbox, position.next());
        steps.clear();
        rejected.clear();
        deadLetters.clear();
        places.prune();
    }

    private PolicyUpdate announcement(RunPosition position, Stored stored) {
        return PolicyUpdate.newBuilder()
                .setVersion(position.version())
                .setUri(stored.folder().toUri().toString())
                .setSha256(stored.sha256())
                .setSizeBytes(stored.bytes())
                .setKind(UpdateKind.FULL)
                .setUpdates(position.update())
                .setRolloutsTrained(position.rolloutsTrained())
                .setPublishedAt(clock.millis())
                .build();
    }
}
