package dev.errata.learner;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.batch.Batch;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;
import java.util.Map;

/** How far the run is, and who is told of it. Not thread-safe. */
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

    /** Publishes the weights as they are now, and all there is to tell of. */
    void publish() {
        listener.onPublishing(position.version() + 1);
        position = publisher.publish(position);
        listener.onPublication(position);
    }

    /**
     * Tells of what was set aside for a batch that is not full. A checkpoint is of published weights only, so updates that are
     * not published yet are published with it.
     *
     * @param before the batch as it stands; its rollouts are kept in the position
     * @param next next offset of every partition after the last record taken for it
     */
    void settle(Admitted before, Map<Integer, Long> next) {
        publisher.add(before.rejected(), before.deadLetters());
        listener.onSetAside(before);
        position = position.holding(next, before.rollouts());
        if (position.unpublishedUpdates() > 0) {
            publish();
        } else {
            position = publisher.settle(position);
        }
    }

    /** Makes it visible how far the learner has read, although there is nothing to tell of. */
    void show(Map<Integer, Long> next) {
        publisher.showProgress(next);
    }
}
