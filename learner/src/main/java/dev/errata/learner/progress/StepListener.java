package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;

/** Receives the learner's events, on the learner's thread; must return quickly. */
public interface StepListener {

    /**
     * Before an update.
     *
     * @param update its 1-based number
     */
    default void onBatch(long update) {}

    /** Before a version is published. */
    default void onPublishing(long version) {}

    /**
     * After an update.
     *
     * @param step the record of the step
     * @param admitted its rollouts, and the records set aside that were not reported yet
     */
    default void onStep(LearnerStep step, Admitted admitted) {}

    /**
     * As many records as a batch has were set aside before the batch was full; {@link #onStep} does not report them
     * again.
     *
     * @param admitted the records set aside, and the rollouts that wait for the rest of their batch
     */
    default void onSetAside(Admitted admitted) {}

    /** After a version was published. */
    default void onPublication(RunPosition position) {}
}
