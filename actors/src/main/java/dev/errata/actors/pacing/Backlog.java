package dev.errata.actors.pacing;

import dev.errata.actors.pacing.BrokerOffsets.Range;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Rollouts sampled and not yet trained on, as the broker's offsets show them.
 *
 * <p>Stages are read in the order in which a rollout passes them, and of each first what is committed and then where it
 * ends: a rollout that moves on in between is counted twice and never missed. The end is that of all records, open
 * transactions included, so that this actor's own last batch counts as soon as it is sent. Each committed transaction
 * leaves a control record, which takes an offset but is no rollout. This makes the count too high, which is safe. It
 * only matters when few offsets are left: then the records are counted one by one.
 */
public final class Backlog implements AutoCloseable {

    /** Below this many offsets for each partition, records are counted and not offsets. */
    private static final int FEW = 4;

    private final BrokerOffsets broker;
    private final List<BacklogStage> stages;
    private Map<TopicPartition, Range> counted = Map.of();
    private long countedRecords;

    /** The queues between actor and learner, upstream first. */
    public Backlog(BrokerOffsets broker, List<BacklogStage> stages) {
        this.broker = broker;
        this.stages = stages;
    }

    /** Rollouts queued at each stage's topic, by topic, upstream first. */
    public Map<String, Long> read() {
        Map<String, Long> queued = new LinkedHashMap<>();
        Map<TopicPartition, Range> open = new HashMap<>();
        int partitions = 0;
        for (BacklogStage stage : stages) {
            Map<TopicPartition, Long> committed = broker.committed(stage);
            Map<TopicPartition, Long> ends = broker.ends(stage.topic());
            partitions += ends.size();
            long lag = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                Range range = new Range(committed.getOrDefault(end.getKey(), 0L), end.getValue());
                if (range.length() > 0) {
                    lag += range.length();
                    open.merge(end.getKey(), range, (one, other) -> one.length() > other.length() ? one : other);
                }
            }
            // Groups that read one topic side by side: a rollout waits for the slowest of them.
            queued.merge(stage.topic(), lag, Math::max);
        }
        long offsets = queued.values().stream().mapToLong(Long::longValue).sum();
        if (offsets > 0 && offsets <= (long) FEW * partitions && count(open) == 0) {
            queued.replaceAll((topic, lag) -> 0L);
        }
        return queued;
    }

    /** Actors that share the budget: the members of their group, at least this one. */
    public int actors(String group) {
        return Math.max(1, broker.members(group));
    }

    @Override
    public void close() {
        broker.close();
    }

    private long count(Map<TopicPartition, Range> open) {
        // Once no transaction is open, the same offsets hold the same records: only a count above zero is repeated.
        if (!open.equals(counted) || countedRecords > 0) {
            countedRecords = broker.records(open);
            counted = Map.copyOf(open);
        }
        return countedRecords;
    }
}
