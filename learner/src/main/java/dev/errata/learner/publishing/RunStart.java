package dev.errata.learner.publishing;

import dev.errata.learner.publishing.WeightsStore.Stored;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.PolicyUpdate;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Starts a new run, or continues one from the newest checkpoint after checking that log and checkpoint agree.
 */
public final class RunStart {

    /**
     * A run that is ready for training.
     *
     * @param policy the policy with the newest version's weights
     * @param publisher publishes its next versions
     * @param position how far the run is
     */
    public record Begun(TrainablePolicy policy, Publisher publisher, RunPosition position) {}

    private final Publisher.Places places;
    private final TrainablePolicy.Source source;
    private final Clock clock;

    /** Starts runs with these stores and this engine. */
    public RunStart(Publisher.Places places, TrainablePolicy.Source source, Clock clock) {
        this.places = places;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Continues the run in the checkpoint store; without a checkpoint, starts it with the start policy as version 0.
     *
     * @param startPolicy folder of the start policy
     * @param beginning first offset of every partition, needed when a run starts
     * @throws IllegalStateException if log, checkpoint and weights are of different runs, or the start policy is not
     *     the run's; the message is one sentence that says what to change
     */
    public Begun begin(Path startPolicy, Supplier<Map<Integer, Long>> beginning) {
        Optional<PolicyUpdate> announced = places.announcer().newest();
        Optional<RunCheckpoint> newest = places.checkpoints().newest();
        return newest.map(checkpoint -> goOn(checkpoint, startPolicy, announced))
                .orElseGet(() -> beginNew(startPolicy, beginning, announced));
    }

    private Begun beginNew(Path startPolicy, Supplier<Map<Integer, Long>> beginning, Optional<PolicyUpdate> announced) {
        if (announced.isPresent()) {
            throw new IllegalStateException(
                    "The log already announces version " + announced.get().getVersion()
                            + " of this run, but learner.checkpoint-dir holds no checkpoint of it: point it at the"
                            + " run's folder, or choose another errata.run and learner.weights-dir to begin a new"
                            + " run.");
        }
        StartPolicy start = new StartPolicy(startPolicy);
        if (!start.isThere()) {
            throw new UnusableCheckpointException(
                    "There is neither model.safetensors nor model.safetensors.index.json in "
                            + startPolicy.toAbsolutePath()
                            + ": set learner.start-policy to the folder of the policy to begin from.");
        }
        String sha256 = start.sha256();
        places.weights().claimForNewRun(sha256);
        RunPosition position = RunPosition.start(beginning.get());
        return opened(startPolicy, policy -> {
            // File by file as it is; shards become one file, as announcements have one checksum.
            Stored zero = places.weights()
                    .write(0, start.isOneFile() ? to -> FolderFiles.copyFiles(startPolicy, to) : policy::saveWeights);
            Publisher publisher = new Publisher(places, policy, new Origin(sha256, zero.sha256()), clock);
            publisher.publishStart(position, zero);
            return new Begun(policy, publisher, position);
        });
    }

    private Begun goOn(RunCheckpoint checkpoint, Path startPolicy, Optional<PolicyUpdate> announced) {
        requireSameStart(checkpoint, startPolicy);
        RunPosition position = checkpoint.position();
        Told told = Told.of(announced);
        Told due = Told.of(Optional.of(checkpoint.outbox().update()));
        if (!due.follows(told) && !due.equals(told)) {
            throw new IllegalStateException("The newest checkpoint, " + checkpoint.folder() + ", is of " + due
                    + ", but the log's newest is " + told
                    + ": they are of different runs. Point errata.client and errata.run at the checkpoint's log, or"
                    + " begin a new run with a learner.checkpoint-dir, learner.weights-dir and errata.run of its own.");
        }
        places.weights().claimForRun(checkpoint.origin());
        if (due.follows(told)) {
            places.announcer().announce(checkpoint.outbox(), position.next());
        } else {
            // A learner that crashed may have shown more than its checkpoint holds.
            places.announcer().showProgress(position.next());
        }
        places.prune();
        return opened(checkpoint.weights(), policy -> {
            policy.loadOptimizer(checkpoint.optimizer());
            return new Begun(policy, new Publisher(places, policy, checkpoint.origin(), clock), position);
        });
    }

    /** Opens a policy; closes it if the next step fails. */
    private Begun opened(Path folder, Function<TrainablePolicy, Begun> begin) {
        TrainablePolicy policy = source.open(folder);
        try {
            return begin.apply(policy);
        } catch (RuntimeException e) {
            policy.close();
            throw e;
        }
    }

    private static void requireSameStart(RunCheckpoint checkpoint, Path startPolicy) {
        StartPolicy start = new StartPolicy(startPolicy);
        if (!start.isThere()) {
            return; // The run no longer needs it.
        }
        String sha256 = start.sha256();
        String began = checkpoint.origin().startPolicySha256();
        if (!sha256.equals(began)) {
            throw new IllegalStateException("The run in " + checkpoint.folder().getParent()
                    + " began from other weights (sha256 " + began + ") than those in "
                    + startPolicy.toAbsolutePath() + " (" + sha256
                    + "): set learner.start-policy to the folder it began from, or begin a new run with a"
                    + " learner.checkpoint-dir, learner.weights-dir and errata.run of its own.");
        }
    }

    /**
     * Progress of the announcements: each outbox has the next version, or the same version with the next settlement.
     *
     * @param version newest version; -1 before the first
     * @param settlement newest settlement since
     */
    private record Told(long version, long settlement) {

        static Told of(Optional<PolicyUpdate> newest) {
            return newest.map(update -> new Told(update.getVersion(), update.getSettlements()))
                    .orElseGet(() -> new Told(-1, 0));
        }

        boolean follows(Told before) {
            return version == before.version + 1 && settlement == 0
                    || version == before.version && settlement == before.settlement + 1;
        }

        @Override
        public String toString() {
            return version < 0 ? "none" : "version " + version + (settlement == 0 ? "" : ", settlement " + settlement);
        }
    }
}
