package dev.errata.learner;

import dev.errata.learner.batch.Batch;
import dev.errata.learner.batch.BatchBuilder;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.publishing.RunPosition;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The learner's flow: collect scored rollouts, admit them, fill a batch, update the policy, publish its versions. */
final class LearnerLoop {

    private final LearnerParts parts;
    private final BatchPlan plan;
    private final int publishEvery;
    private final RunProgress progress;

    /** A loop that continues at a position; the collector must continue at the same offsets. */
    LearnerLoop(LearnerParts parts, RunPosition position, BatchPlan plan, int publishEvery) {
        this.parts = parts;
        this.plan = plan;
        this.publishEvery = publishEvery;
        this.progress = new RunProgress(parts.publisher(), parts.listener(), position);
    }

    /** Trains until asked to stop, then publishes updates that no version contains yet. */
    void run(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            batch(stop).ifPresent(this::update);
            progress.publishAfter(publishEvery);
        }
        progress.publishAfter(1);
    }

    /** The next full batch; empty if asked to stop before. */
    private Optional<Batch> batch(BooleanSupplier stop) {
        BatchBuilder batch = new BatchBuilder(plan, progress.position().offsets());
        readmit(batch);
        while (batch.missing() > 0) {
            var collected = parts.collector().collect(batch.missing(), stop);
            if (collected.isEmpty()) {
                return Optional.empty();
            }
            batch.add(
                    parts.admission().admit(collected.get(), progress.position().version()));
            if (batch.isOverflowing()) {
                settle(batch);
            } else if (batch.isCrowdedOut()) {
                progress.show(parts.collector().positions());
            }
        }
        return Optional.of(batch.build(parts.collector().positions()));
    }

    /** Publishes which records were set aside; the batch keeps its rollouts. */
    private void settle(BatchBuilder batch) {
        progress.settle(batch.handOver(), parts.collector().positions());
        if (parts.collector().isDrained()) {
            parts.admission().requireUsableSampling(plan.rollouts());
        }
        readmit(batch);
    }

    /** Admits the open batch's rollouts again, as a newer version may have made some of them too old. */
    private void readmit(BatchBuilder batch) {
        RunPosition position = progress.position();
        batch.add(parts.admission().readmit(position.open().rollouts(), position.version()));
    }

    private void update(Batch batch) {
        RunPosition position = progress.position();
        parts.listener().onBatch(position.update() + 1);
        progress.updated(parts.updates().update(batch, position.update() + 1, position.version()), batch);
    }
}
