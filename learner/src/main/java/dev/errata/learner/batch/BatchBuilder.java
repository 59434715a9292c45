package dev.errata.learner.batch;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.OffsetRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills one batch up to its size: rollouts set aside are replaced, so that all updates have the same number. */
public final class BatchBuilder {

    private final BatchPlan plan;
    private final Map<Integer, Long> from;
    private final long startedAt = System.nanoTime();
    private final Admitted admitted = new Admitted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private @Nullable TrainingBatch sequences;
    private int skipped;

    /**
     * An empty batch.
     *
     * @param from next offset of every partition after the batch before
     */
    public BatchBuilder(BatchPlan plan, Map<Integer, Long> from) {
        this.plan = plan;
        this.from = new TreeMap<>(from);
    }

    /** Rollouts still to come. */
    public int missing() {
        return Math.max(0, plan.rollouts() - admitted.rollouts().size());
    }

    private TrainingBatch sequences() {
        if (sequences == null) {
            sequences = plan.objective().batch(admitted.rollouts(), plan.policies());
        }
        return sequences;
    }

    /**
     * Whether at least a batch's worth of records was set aside or skipped. The pacing of actors counts them as queued
     * until the learner commits that it has read them.
     */
    public boolean isCrowdedOut() {
        return skipped + admitted.rejected().size() + admitted.deadLetters().size() >= plan.rollouts();
    }

    /**
     * Whether at least a batch's worth of records was set aside while the batch is still open; such a batch might never
     * fill.
     */
    public boolean isOverflowing() {
        return missing() > 0
                && admitted.rejected().size() + admitted.deadLetters().size() >= plan.rollouts();
    }

    /** Returns everything added so far and empties the batch; its offset ranges still begin where they did. */
    public Admitted handOver() {
        Admitted all = new Admitted(
                List.copyOf(admitted.rollouts()),
                List.copyOf(admitted.rejected()),
                List.copyOf(admitted.deadLetters()));
        admitted.rollouts().clear();
        admitted.rejected().clear();
        admitted.deadLetters().clear();
        sequences = null;
        skipped = 0;
        return all;
    }

    /**
     * Adds admitted rollouts and the records set aside with them. A full batch in which no token has a gradient is
     * skipped: its records are in the manifest's ranges, but are neither trained on nor kept.
     */
    public void add(Admitted more) {
        admitted.rollouts().addAll(more.rollouts());
        admitted.rejected().addAll(more.rejected());
        admitted.deadLetters().addAll(more.deadLetters());
        sequences = null;
        if (missing() == 0 && sequences().sequences().isEmpty()) {
            skipped += admitted.rollouts().size();
            admitted.rollouts().clear();
            sequences = null;
        }
    }

    /**
     * The batch.
     *
     * @param next next offset of every partition after the last record taken
     */
    public Batch build(Map<Integer, Long> next) {
        List<OffsetRange> manifest = new ArrayList<>();
        next.forEach((partition, to) -> {
            long first = from.getOrDefault(partition, to);
            if (to > first) {
                manifest.add(new OffsetRange(plan.topic(), partition, first, to));
            }
        });
        Duration waited = Duration.ofNanos(System.nanoTime() - startedAt);
        return new Batch(admitted, sequences(), manifest, next, waited);
    }
}
