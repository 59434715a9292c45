package dev.errata.learner.publishing;

import dev.errata.schemas.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch that was not full when the records set aside from it were settled: a restart continues filling it.
 *
 * @param settlements number of settlements since the newest version
 * @param next next offset of every partition after the last record read for it; empty if none was
 * @param rollouts rollouts read for it and not trained on yet
 */
public record OpenBatch(long settlements, Map<Integer, Long> next, List<ScoredRollout> rollouts) {

    /** No settlement since the newest version, and no open batch. */
    public static final OpenBatch NONE = new OpenBatch(0, Map.of(), List.of());

    /** Copies the offsets, in order of the partitions, and the list. */
    public OpenBatch {
        next = new TreeMap<>(next);
        rollouts = List.copyOf(rollouts);
    }

    OpenBatch withSettlements(long number) {
        return new OpenBatch(number, next, rollouts);
    }
}
