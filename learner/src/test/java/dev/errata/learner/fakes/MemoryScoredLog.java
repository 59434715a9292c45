package dev.errata.learner.fakes;

import dev.errata.learner.batch.Arrival;
import dev.errata.learner.batch.ScoredLog;
import dev.errata.schemas.ScoredRollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A topic in memory. Its offsets have holes, as a log with transactions has. */
public final class MemoryScoredLog implements ScoredLog {

    private final List<List<Arrival>> partitions = new ArrayList<>();
    private final long[] positions;
    private int emptyPolls;

    public MemoryScoredLog(int partitionCount) {
        positions = new long[partitionCount];
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    public void append(int partition, ScoredRollout scored) {
        partitions.get(partition).add(new Arrival.Readable(partition, nextOffset(partition), scored));
    }

    public void appendGarbage(int partition) {
        long offset = nextOffset(partition);
        partitions.get(partition).add(new Arrival.Unreadable(partition, offset, "It is garbage.", new byte[] {9, 9}));
    }

    private long nextOffset(int partition) {
        List<Arrival> arrivals = partitions.get(partition);
        int count = arrivals.size();
        long hole = count % 3 == 2 ? 1 : 0;
        return count == 0 ? 0 : arrivals.get(count - 1).offset() + 1 + hole;
    }

    /** Records of one partition, in order. */
    public List<Arrival> records(int partition) {
        return partitions.get(partition);
    }

    /** Polls in a row that brought nothing. */
    public int emptyPolls() {
        return emptyPolls;
    }

    @Override
    public Map<Integer, Long> beginning() {
        Map<Integer, Long> beginning = new TreeMap<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            beginning.put(partition, 0L);
        }
        return beginning;
    }

    @Override
    public void seek(Map<Integer, Long> offsets) {
        offsets.forEach((partition, offset) -> positions[partition] = offset);
        emptyPolls = 0;
    }

    /** At most three records a partition and call, so that fetching and batching never coincide. */
    @Override
    public List<Arrival> poll(Set<Integer> wanted, Duration patience) {
        List<Arrival> polled = new ArrayList<>();
        for (int partition : wanted) {
            partitions.get(partition).stream()
                    .filter(arrival -> arrival.offset() >= positions[partition])
                    .limit(3)
                    .forEach(polled::add);
        }
        polled.forEach(arrival -> positions[arrival.partition()] = arrival.offset() + 1);
        emptyPolls = polled.isEmpty() ? emptyPolls + 1 : 0;
        return polled;
    }

    @Override
    public boolean exhausted(int partition) {
        return partitions.get(partition).stream().noneMatch(arrival -> arrival.offset() >= positions[partition]);
    }

    @Override
    public void close() {}
}
