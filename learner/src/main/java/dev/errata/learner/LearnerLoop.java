package dev.errata.learner;

import dev.errata.learner.batch.Admission;
import dev.errata.learner.batch.Admitted;
import dev.errata.learner.batch.Batch;
import dev.errata.learner.batch.BatchBuilder;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.learner.update.Updates;
import dev.errata.schemas.LearnerStep;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The learner's flow: collect, admit, batch, update, publish. */
public final class LearnerLoop {

    /** The parts of the flow, in its order, and who is told of it. */
    record Parts(
            Collector collector, Admission admission, Updates updates, Publisher publisher, StepListener listener) {}

    private final Parts parts;
    private final BatchPlan plan;
    private final int publishEvery;
    private RunPosition position;

    /** A loop that goes on at a position; the collector must stand at its offsets. */
    LearnerLoop(Parts parts, RunPosition position, BatchPlan plan, int publishEvery) {
        this.parts = parts;
        this.position = position;
        this.plan = plan;
        this.publishEvery = publishEvery;
    }

    /** Trains until asked to stop; then publishes what is not published yet, and returns. */
    void run(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            batch(stop).ifPresent(this::update);
            if (position.unpublishedUpdates() >= publishEvery) {
                publish();
            }
        }
        if (position.unpublishedUpdates() > 0) {
            publish();
        }
    }

    private Optional<Batch> batch(BooleanSupplier stop) {
        BatchBuilder batch = new BatchBuilder(plan, position.offsets());
        takeUp(batch);
        while (batch.missing() > 0) {
            var collected = parts.collector().collect(batch.missing(), stop);
            if (collected.isEmpty()) {
                return Optional.empty();
            }
            batch.add(parts.admission().admit(collected.get(), position.version()));
            if (batch.isOverflowing()) {
                settle(batch);
            } else if (batch.isCrowdedOut()) {
                parts.publisher().showProgress(parts.collector().positions());
            }
        }
        return Optional.of(batch.build(parts.collector().positions()));
    }

    /** Gives a batch the rollouts that it has of old; a newer version may have come since they were admitted. */
    private void takeUp(BatchBuilder batch) {
        batch.add(parts.admission().again(position.open().rollouts(), position.version()));
    }

    /** Tells of what was set aside; the batch goes on with its rollouts. A checkpoint is of published weights only. */
    private void settle(BatchBuilder batch) {
        Admitted before = batch.handOver();
        parts.publisher().add(before.rejected(), before.deadLetters());
        parts.listener().onSetAside(before);
        position = position.holding(parts.collector().positions(), before.rollouts());
        if (position.unpublishedUpdates() > 0) {
            publish();
        } else {
            position = parts.publisher().settle(position);
        }
        if (parts.collector().isDrained()) {
            parts.admission().requireUsableSampling(plan.rollouts());
        }
        takeUp(batch);
    }

    private void update(Batch batch) {
        parts.listener().onBatch(position.update() + 1);
        LearnerStep step = parts.updates().update(batch, position.update() + 1, position.version());
        position = position.afterUpdate(step.getRollouts(), batch.next());
        Admitted admitted = batch.admitted();
        parts.publisher().add(step);
        parts.publisher().add(admitted.rejected(), admitted.deadLetters());
        parts.listener().onStep(step, admitted);
    }

    private void publish() {
        parts.listener().onPublishing(position.version() + 1);
        position = parts.publisher().publish(position);
        parts.listener().onPublication(position);
    }
}
