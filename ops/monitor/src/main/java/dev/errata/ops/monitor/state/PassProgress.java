package dev.errata.ops.monitor.state;

import dev.errata.schemas.AskedQuestions;
import java.util.HashMap;
import java.util.Map;

/** How far the passes over one source have come, partition by partition. Not thread-safe. */
final class PassProgress {

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private Map<Integer, Long> records = Map.of();

    /** The newest pass over one partition. */
    private static final class Partition {
        private long from;
        private long pass = -1;
        private long decided;
        private boolean ended;

        /** Passes over this partition that are complete. */
        long done() {
            return ended ? pass + 1 : Math.max(0, pass);
        }

        void add(AskedQuestions asked) {
            boolean later = asked.getFromOffset() > from;
            if (asked.getFromOffset() < from || (!later && asked.getPass() < pass)) {
                return;
            }
            if (later || asked.getPass() > pass) {
                // Records that came after the last pass have passes of their own; those before them stay asked.
                decided = later && pass >= 0 && asked.getPass() == 0 ? asked.getFromOffset() - from : 0;
                from = asked.getFromOffset();
                pass = asked.getPass();
            }
            decided += asked.getAsked().size() + asked.getSkipped().size();
            // The only pass of a source goes on where its topic has grown.
            ended = asked.getEndsPass();
        }
    }

    /** Records of one partition were asked or skipped. */
    void add(AskedQuestions asked) {
        partitions.computeIfAbsent(asked.getPartition(), key -> new Partition()).add(asked);
    }

    /** The records that each partition has now. */
    void records(Map<Integer, Long> now) {
        records = Map.copyOf(now);
    }

    /** Records of the source. */
    long questions() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Passes over the whole source that are complete. */
    long done() {
        return partitions.isEmpty()
                ? 0
                : records.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .mapToLong(entry -> partition(entry.getKey()).done())
                        .min()
                        .orElse(0);
    }

    /** Records that were asked or skipped in the pass that is not complete yet. */
    long decided() {
        long pass = done();
        return records.entrySet().stream()
                .mapToLong(entry -> {
                    Partition partition = partition(entry.getKey());
                    boolean ahead = partition.done() > pass;
                    return ahead ? entry.getValue() : partition.pass == pass ? partition.decided : 0;
                })
                .sum();
    }

    private Partition partition(int number) {
        return partitions.getOrDefault(number, new Partition());
    }
}
