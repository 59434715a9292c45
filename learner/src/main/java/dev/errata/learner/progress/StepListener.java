package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;

/** Is told what the learner did, on the learner's thread: be quick. */
public interface StepListener {

    /**
     * After an update.
     *
     * @param step what it did
     * @param admitted its rollouts, and the records set aside on the way
     */
    default void onStep(LearnerStep step, Admitted admitted) {}

    /** After a version was published. */
    default void onPublication(RunPosition position) {}
}
