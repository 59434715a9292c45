package dev.errata.ops.cli.audit;

import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.OffsetRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the learner's batch manifests against the scored rollouts: updates numbered without a gap, no record trained
 * on twice, none left out between two batches, no token staler than the bound.
 *
 * <p>Offsets that hold no record (transaction markers) may lie between two ranges.
 */
public final class Manifests {

    private final Map<String, BitSet> records = new HashMap<>();
    private final Map<String, BitSet> covered = new HashMap<>();
    private final Map<String, Long> reached = new HashMap<>();
    private final Map<Long, List<OffsetRange>> seen = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long updates;
    private long stalenessMax;
    private long trained;
    private long overlaps;
    private long skipped;
    private long overfull;

    /** A record of the scored-rollouts topic. */
    public void scored(String topic, int partition, long offset) {
        records.computeIfAbsent(topic + "/" + partition, name -> new BitSet()).set(Math.toIntExact(offset));
    }

    /** A record of the learner-steps topic, in the order of the log, after all scored records. */
    public void step(LearnerStep step) {
        List<OffsetRange> before = seen.putIfAbsent(step.getUpdate(), List.copyOf(step.getBatch()));
        if (before != null) {
            if (!before.equals(step.getBatch())) {
                violations.add("Update " + step.getUpdate() + " is announced twice with different batches.");
            }
            return;
        }
        if (step.getUpdate() != updates + 1) {
            violations.add("Update " + step.getUpdate() + " follows update " + updates + ".");
        }
        updates = Math.max(updates, step.getUpdate());
        stalenessMax = Math.max(stalenessMax, step.getStalenessMax());
        trained += step.getRollouts();
        int read = 0;
        for (OffsetRange range : step.getBatch()) {
            read += cover(range);
        }
        overfull += step.getRollouts() > read ? 1 : 0;
    }

    private int cover(OffsetRange range) {
        String partition = range.getTopic() + "/" + range.getPartition();
        BitSet there = records.computeIfAbsent(partition, name -> new BitSet());
        BitSet done = covered.computeIfAbsent(partition, name -> new BitSet());
        int from = Math.toIntExact(range.getFrom());
        int to = Math.toIntExact(range.getTo());
        int last = Math.toIntExact(reached.getOrDefault(partition, 0L));
        if (last < from) {
            skipped += there.get(last, from).cardinality();
        }
        BitSet now = there.get(from, to);
        BitSet again = done.get(from, to);
        again.and(now);
        overlaps += again.cardinality();
        done.set(from, to);
        reached.merge(partition, (long) to, Math::max);
        return now.cardinality();
    }

    /** Optimizer steps announced. */
    public long updates() {
        return updates;
    }

    /** Rollouts trained on. */
    public long trained() {
        return trained;
    }

    /** Most versions any trained token lagged. */
    public long stalenessMax() {
        return stalenessMax;
    }

    /** Every broken invariant, one sentence each. */
    public List<String> violations() {
        List<String> found = new ArrayList<>(violations);
        LedgerSums.report(found, overlaps, "scored rollouts are in two batches");
        LedgerSums.report(found, skipped, "scored rollouts were skipped between two batches");
        LedgerSums.report(found, overfull, "updates claim more rollouts than their batch holds");
        return found;
    }
}
