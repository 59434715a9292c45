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
 * Takes records off the log by one fixed rule, so that what a batch holds follows from the log and not from the timing
 * of fetches.
 *
 * <p>The rule: wait until every partition has either a fair share buffered or nothing left to give, and the buffers
 * together hold enough; then take from each non-empty partition in turn, lowest number first, one record or, where scores
 * lie by groups, one whole group. A partition without records therefore never holds up the others. The last group may
 * bring a few records more than asked for; no group is ever divided between two batches.
 *
 * <p>Invariant: {@link #positions()} is one past the last record taken of each partition; everything buffered lies at or
 * after it. Not thread-safe.
 */
public final class Collector {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Is told of a wait, again and again while it lasts. */
    @FunctionalInterface
    public interface Waiting {

        /**
         * Too few records are there.
         *
         * @param have records at hand
         * @param need records asked for
         */
        void awaiting(int have, int need);
    }

    private final ScoredLog log;
    private final Waiting waiting;
    private final SortedMap<Integer, Long> positions;
    private final SortedMap<Integer, GroupBuffer> buffers = new TreeMap<>();

    /**
     * A collector that goes on at the given offsets.
     *
     * @param offsets next offset of every partition
     * @param waiting told each time there are too few records
     */
    public Collector(ScoredLog log, Map<Integer, Long> offsets, Waiting waiting) {
        this.log = log;
        this.waiting = waiting;
        this.positions = new TreeMap<>(offsets);
        offsets.keySet().forEach(partition -> buffers.put(partition, new GroupBuffer()));
        log.seek(offsets);
    }

    /**
     * The next {@code count} records, and the rest of the last group; empty if asked to stop before they were there, and then none is taken.
     *
     * @param stop whether to give up waiting
     */
    public Optional<List<Arrival>> collect(int count, BooleanSupplier stop) {
        int share = (count + buffers.size() - 1) / buffers.size();
        while (true) {
            Set<Integer> hungry = hungry(share);
            boolean settled = hungry.stream().allMatch(log::exhausted);
            if (settled && buffered() < count) {
                // What a group at the end of the log still lacks will not come: the scorer writes groups whole.
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
            // Too few in all: read every partition, since the fair share of the empty ones must come from the others.
            Set<Integer> wanted = settled ? buffers.keySet() : hungry;
            log.poll(wanted, PATIENCE).forEach(this::buffer);
        }
    }

    /** Next offset of every partition, after what was taken so far. */
    public Map<Integer, Long> positions() {
        return new TreeMap<>(positions);
    }

    /** Whether every record known to be in the log was taken. */
    public boolean isDrained() {
        return buffered() == 0 && buffers.keySet().stream().allMatch(log::exhausted);
    }

    /** The log has the partitions of the offsets it was given, and no others. */
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
