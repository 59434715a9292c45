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
 * Publishes versions: weights out, then the checkpoint, then the announcement, in that order. Settles what was set aside
 * in between in the same way, without weights.
 *
 * <p>A crash before the checkpoint undoes everything since the one before: nobody was told of the weights. A crash after
 * it undoes nothing: the checkpoint holds the announcement, and {@link RunStart} sends it if the log has it not.
 */
public final class Publisher {

    /**
     * Where publications go.
     *
     * @param weights weights of every version
     * @param checkpoints what a restart goes on from
     * @param announcer tells the log
     */
    public record Places(WeightsStore weights, CheckpointStore checkpoints, Announcer announcer) {

        /** Removes what is older than what is kept; the log must have been told of the newest. */
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

    /** Keeps what an update has to tell until the version that contains it is published. */
    public void add(LearnerStep step) {
        steps.add(step);
    }

    /** Keeps what was set aside until the next publication or settlement. */
    public void add(List<RejectedRollout> setAside, List<DeadLetter> unreadable) {
        rejected.addAll(setAside);
        deadLetters.addAll(unreadable);
    }

    /**
     * Publishes the policy as it is now as the next version.
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
     * Tells of what was set aside although there is nothing new to publish, so that neither memory nor the way back after a
     * crash grows with it. Weights and optimizer are those of the checkpoint before; the newest version is announced once
     * more with the number of settlements, so that the log says, as for a version, whether it was told.
     *
     * @param position without unpublished updates
     * @return the position after it
     */
    public RunPosition settle(RunPosition position) {
        RunPosition settled = position.afterSettlement();
        Checkpoint before = places.checkpoints().newest().orElseThrow();
        PolicyUpdate again = PolicyUpdate.newBuilder(before.outbox().update())
                .setSettlements(settled.open().settlements())
                .build();
        tell(settled, again, before.weights(), file -> FolderFiles.share(before.optimizer(), file));
        return settled;
    }

    /** Makes it visible how far the learner has read, although nothing is published yet. */
    public void showProgress(Map<Integer, Long> offsets) {
        places.announcer().showProgress(offsets);
    }

    /** Publishes version 0, whose weights are written already. */
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
