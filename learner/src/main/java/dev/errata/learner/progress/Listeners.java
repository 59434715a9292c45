package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;
import java.util.List;

/**
 * Passes each event to several listeners.
 *
 * @param all called in this order
 */
public record Listeners(List<StepListener> all) implements StepListener {

    @Override
    public void onBatch(long update) {
        all.forEach(listener -> listener.onBatch(update));
    }

    @Override
    public void onPublishing(long version) {
        all.forEach(listener -> listener.onPublishing(version));
    }

    @Override
    public void onStep(LearnerStep step, Admitted admitted) {
        all.forEach(listener -> listener.onStep(step, admitted));
    }

    @Override
    public void onSetAside(Admitted admitted) {
        all.forEach(listener -> listener.onSetAside(admitted));
    }

    @Override
    public void onPublication(RunPosition position) {
        all.forEach(listener -> listener.onPublication(position));
    }
}
