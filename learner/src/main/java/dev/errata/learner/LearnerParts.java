package dev.errata.learner;

import dev.errata.learner.batch.BatchAdmission;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.update.Updates;

/**
 * What the loop works with, in the order of its flow.
 *
 * @param collector takes records off the log
 * @param admission decides which of them are trained on
 * @param updates trains on a batch
 * @param publisher publishes versions
 * @param listener is told of each step
 */
record LearnerParts(
        Collector collector, BatchAdmission admission, Updates updates, Publisher publisher, StepListener listener) {}
