package dev.errata.learner;

import dev.errata.learner.batch.Admission;
import dev.errata.learner.batch.Batch;
import dev.errata.learner.batch.BatchBuilder;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.learner.update.Updates;
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
    private final RunProgress progress;

    /** A loop that goes on at a position; the collector must stand where its reading goes on. */
    LearnerLoop(Parts parts, RunPosition position, BatchPlan plan, int publishEvery) {
        this.parts = parts;
        this.plan = plan;
        this.publishEvery = publishEvery;
        this.progress = new RunProgress(parts.publisher(), parts.listener(), position);
    }

    /** Trains until asked to stop; then publishes what is not published yet, and returns. */
    void run(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            batch(stop).ifPresent(this::update);
            if (progress.position().unpublishedUpdates() >= publishEvery) {
                progress.publish();
            }
        }
        if (progress.position().unpublishedUpdates() > 0) {
            progress.publish();
        }
    }

    private Optional<Batch> batch(BooleanSupplier stop) {
        BatchBuilder batch = new BatchBuilder(plan, progress.position().offsets());
        takeUp(batch);
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

    /** Tells of what was set aside; the batch goes on with its rollouts, judged again, as a newer version may have come. */
    private void settle(BatchBuilder batch) {
        progress.settle(batch.handOver(), parts.collector().positions());
        if (parts.collector().isDrained()) {
            parts.admission().requireUsableSampling(plan.rollouts());
        }
        takeUp(batch);
    }

    private void takeUp(BatchBuilder batch) {
        RunPosition position = progress.position();
        batch.add(parts.admission().again(position.open().rollouts(), position.version()));
    }

    private void update(Batch batch) {
        RunPosition position = progress.position();
        parts.listener().onBatch(position.update() + 1);
        progress.updated(parts.updates().update(batch, position.update() + 1, position.version()), batch);
    }
}
