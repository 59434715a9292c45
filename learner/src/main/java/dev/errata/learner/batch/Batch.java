package dev.errata.learner.batch;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The records of one update.
 *
 * @param admitted the records read: rollouts to train on, and records set aside
 * @param sequences training sequences made from the rollouts
 * @param manifest the records read, as one offset range per partition that gave any
 * @param next next offset of every partition
 * @param waited how long it took to collect them
 */
public record Batch(
        Admitted admitted,
        TrainingBatch sequences,
        List<OffsetRange> manifest,
        Map<Integer, Long> next,
        Duration waited) {}
