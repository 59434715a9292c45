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
        while (batch.missing() > 0) {
            var collected = parts.collector().collect(batch.missing(), stop);
            if (collected.isEmpty()) {
                return Optional.empty();
            }
            batch.add(parts.admission().admit(collected.get(), position.version()));
            if (batch.isCrowdedOut()) {
                parts.publisher().showProgress(parts.collector().positions());
            }
        }
        return Optional.of(batch.build(parts.collector().positions()));
    }

    private void update(Batch batch) {
        parts.listener().onBatch(position.update() + 1);
        LearnerStep step = parts.updates().update(batch, position.update() + 1, position.version());
        position = position.afterUpdate(step.getRollouts(), batch.next());
        parts.publisher()
                .add(step, batch.admitted().rejected(), batch.admitted().deadLetters());
        parts.listener().onStep(step, batch.admitted());
    }

    private void publish() {
        parts.listener().onPublishing(position.version() + 1);
        position = parts.publisher().publish(position);
        parts.listener().onPublication(position);
    }
}
