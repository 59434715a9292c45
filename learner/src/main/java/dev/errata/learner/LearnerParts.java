package dev.errata.learner;

import dev.errata.learner.batch.BatchAdmission;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.update.Updates;

/**
 * The learner's components, in the order of the loop's flow.
 *
 * @param collector takes records off the log
 * @param admission decides which of them are trained on
 * @param updates trains on a batch
 * @param publisher publishes versions
 * @param listener receives each step
 */
record LearnerParts(
        Collector collector, BatchAdmission admission, Updates updates, Publisher publisher, StepListener listener) {}
