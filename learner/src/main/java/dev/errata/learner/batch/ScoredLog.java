package dev.errata.learner.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topic scored-rollouts, read by offset. Not thread-safe. */
public interface ScoredLog extends AutoCloseable {

    /** The first offset of every partition that the log still holds. */
    Map<Integer, Long> beginning();

    /**
     * Continues at these offsets, one per partition.
     *
     * @throws IllegalStateException if the log has other partitions, or does not hold an offset; the message says what
     *     to change
     */
    void seek(Map<Integer, Long> offsets);

    /**
     * The next records of the wanted partitions, in offset order within each; empty if none arrived in time.
     *
     * @param wanted partitions to read; the others keep their position
     * @param patience longest wait
     */
    List<Arrival> poll(Set<Integer> wanted, Duration patience);

    /** Whether everything committed to a partition, as far as known, has been handed out by {@link #poll}. */
    boolean exhausted(int partition);

    @Override
    void close();
}
