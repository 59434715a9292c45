package dev.errata.learner.batch;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.OffsetRange;
import dev.errata.schemas.ScoredRollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fills one batch up to its size: rollouts set aside are replaced, so that every update sees as many. */
public final class BatchBuilder {

    private final String topic;
    private final int size;
    private final Map<Integer, Long> from;
    private final long startedAt = System.nanoTime();
    private final Admitted admitted = new Admitted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final List<TrainingSequence> sequences = new ArrayList<>();

    /**
     * An empty batch.
     *
     * @param topic name of the topic read, for the manifest
     * @param size rollouts to train on
     * @param from next offset of every partition before anything is taken
     */
    public BatchBuilder(String topic, int size, Map<Integer, Long> from) {
        this.topic = topic;
        this.size = size;
        this.from = new TreeMap<>(from);
    }

    /** Rollouts still to come; a batch in which no token has a gradient is never complete. */
    public int missing() {
        int missing = size - admitted.rollouts().size();
        return missing == 0 && sequences.isEmpty() ? size : Math.max(0, missing);
    }

    /** Whether more records were set aside than the batch has room for: a queue of them must not pass for work to come. */
    public boolean isCrowdedOut() {
        return admitted.rejected().size() + admitted.deadLetters().size() >= size;
    }

    /** Adds what was admitted, and what was set aside with it. */
    public void add(Admitted more) {
        admitted.rollouts().addAll(more.rollouts());
        admitted.rejected().addAll(more.rejected());
        admitted.deadLetters().addAll(more.deadLetters());
        for (ScoredRollout rollout : more.rollouts()) {
            sequences.addAll(Sequences.of(rollout));
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
                manifest.add(new OffsetRange(topic, partition, first, to));
            }
        });
        Duration waited = Duration.ofNanos(System.nanoTime() - startedAt);
        return new Batch(admitted, new TrainingBatch(sequences), manifest, next, waited);
    }
}
