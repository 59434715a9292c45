package dev.errata.learner;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.batch.Batch;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;
import java.util.Map;

/**
 * Tracks the run's position, passes publications and settlements to the publisher, and notifies the listener. Not
 * thread-safe.
 */
final class RunProgress {

    private final Publisher publisher;
    private final StepListener listener;
    private RunPosition position;

    RunProgress(Publisher publisher, StepListener listener, RunPosition position) {
        this.publisher = publisher;
        this.listener = listener;
        this.position = position;
    }

    RunPosition position() {
        return position;
    }

    /** A batch was trained on. */
    void updated(LearnerStep step, Batch batch) {
        Admitted admitted = batch.admitted();
        position = position.afterUpdate(step.getRollouts(), batch.next());
        publisher.add(step);
        publisher.add(admitted.rejected(), admitted.deadLetters());
        listener.onStep(step, admitted);
    }

    /** Publishes the weights as the next version if there are this many unpublished updates or more. */
    void publishAfter(int updates) {
        if (position.unpublishedUpdates() >= updates) {
            listener.onPublishing(position.version() + 1);
            position = publisher.publish(position);
            listener.onPublication(position);
        }
    }

    /**
     * Publishes which records were set aside for a batch that is not full. A checkpoint only holds published weights,
     * so unpublished updates are published with it.
     *
     * @param before the batch as it stands; its rollouts are kept in the position
     * @param next next offset of every partition after the last record taken for it
     */
    void settle(Admitted before, Map<Integer, Long> next) {
        publisher.add(before.rejected(), before.deadLetters());
        listener.onSetAside(before);
        position = position.holding(next, before.rollouts());
        if (position.unpublishedUpdates() > 0) {
            publishAfter(1);
        } else {
            position = publisher.settle(position);
        }
    }

    /** Commits the learner's offsets although there is nothing to publish. */
    void show(Map<Integer, Long> next) {
        publisher.showProgress(next);
    }
}
