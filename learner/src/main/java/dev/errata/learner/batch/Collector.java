package dev.errata.learner.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Takes records from the log by a fixed rule, so that the contents of a batch depend on the log and not on the timing
 * of fetches.
 *
 * <p>The rule: wait until every partition either has a fair share buffered or is exhausted, and the buffers together
 * hold enough. Then take from each non-empty partition in turn, lowest number first, one record or, if scores are
 * grouped, one whole group. So a partition without records never delays the others. The last group may add a few
 * records; no group is divided between two batches.
 *
 * <p>Invariant: {@link #positions()} is one past the last record taken of each partition; everything buffered is at
 * or after it. Not thread-safe.
 */
public final class Collector {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Called repeatedly while the collector waits. */
    @FunctionalInterface
    public interface Waiting {

        /**
         * There are too few records.
         *
         * @param have records buffered
         * @param need records asked for
         */
        void awaiting(int have, int need);
    }

    private final ScoredLog log;
    private final Waiting waiting;
    private final SortedMap<Integer, Long> positions;
    private final SortedMap<Integer, GroupBuffer> buffers = new TreeMap<>();

    /**
     * A collector that continues at the given offsets.
     *
     * @param offsets next offset of every partition
     * @param waiting called while there are too few records
     */
    public Collector(ScoredLog log, Map<Integer, Long> offsets, Waiting waiting) {
        this.log = log;
        this.waiting = waiting;
        this.positions = new TreeMap<>(offsets);
        offsets.keySet().forEach(partition -> buffers.put(partition, new GroupBuffer()));
        log.seek(offsets);
    }

    /**
     * The next {@code count} records, and the rest of the last group. Empty, with nothing taken, if asked to stop
     * before they have arrived.
     *
     * @param stop whether to give up waiting
     */
    public Optional<List<Arrival>> collect(int count, BooleanSupplier stop) {
        int share = (count + buffers.size() - 1) / buffers.size();
        while (true) {
            Set<Integer> hungry = hungry(share);
            boolean settled = hungry.stream().allMatch(log::exhausted);
            if (settled && buffered() < count) {
                // A group at the end of the log will not be completed: the scorer writes whole groups.
                buffers.forEach((partition, buffer) -> buffer.endHereIf(log.exhausted(partition)));
            }
            if (settled && buffered() >= count) {
                return Optional.of(takeInTurn(count));
            }
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
            if (settled) {
                waiting.awaiting(buffered(), count);
            }
            // Too few in total: read every partition, because others must make up for the empty ones.
            Set<Integer> wanted = settled ? buffers.keySet() : hungry;
            log.poll(wanted, PATIENCE).forEach(this::buffer);
        }
    }

    /** Next offset of every partition, after the records taken so far. */
    public Map<Integer, Long> positions() {
        return new TreeMap<>(positions);
    }

    /** Whether every record known to be in the log was taken. */
    public boolean isDrained() {
        return buffered() == 0 && buffers.keySet().stream().allMatch(log::exhausted);
    }

    /** Invariant: the log has exactly the partitions of the given offsets. */
    private void buffer(Arrival arrival) {
        Objects.requireNonNull(buffers.get(arrival.partition())).add(arrival);
    }

    private Set<Integer> hungry(int share) {
        Set<Integer> hungry = new LinkedHashSet<>();
        buffers.forEach((partition, buffer) -> {
            if (buffer.whole() < share) {
                hungry.add(partition);
            }
        });
        return hungry;
    }

    private int buffered() {
        return buffers.values().stream().mapToInt(GroupBuffer::whole).sum();
    }

    private List<Arrival> takeInTurn(int count) {
        List<Arrival> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            for (GroupBuffer buffer : buffers.values()) {
                if (taken.size() < count) {
                    taken.addAll(buffer.take());
                }
            }
        }
        taken.forEach(record -> positions.put(record.partition(), record.offset() + 1));
        return taken;
    }
}
