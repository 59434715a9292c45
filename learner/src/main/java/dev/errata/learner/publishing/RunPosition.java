package dev.errata.learner.publishing;

import dev.errata.schemas.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The position of a run: everything that a restart needs in addition to weights and optimizer state.
 *
 * @param update optimizer steps since the start policy
 * @param version newest published version
 * @param publishedUpdate optimizer steps in that version
 * @param rolloutsTrained rollouts trained on since the start policy
 * @param offsets next offset of every partition of scored-rollouts after the last update: the next batch's ranges begin
 *     here
 * @param open the next batch, as of the last settlement
 */
public record RunPosition(
        long update,
        long version,
        long publishedUpdate,
        long rolloutsTrained,
        Map<Integer, Long> offsets,
        OpenBatch open) {

    /** Copies the offsets, in order of the partitions. */
    public RunPosition {
        offsets = new TreeMap<>(offsets);
    }

    /** The beginning of a run: the start policy is version 0. */
    public static RunPosition start(Map<Integer, Long> offsets) {
        return new RunPosition(0, 0, 0, 0, offsets, OpenBatch.NONE);
    }

    /** Next offset of every partition after the last settlement: reading continues here. */
    public Map<Integer, Long> next() {
        return open.next().isEmpty() ? offsets : open.next();
    }

    /** After one more update. */
    public RunPosition afterUpdate(int rollouts, Map<Integer, Long> next) {
        return new RunPosition(update + 1, version, publishedUpdate, rolloutsTrained + rollouts, next, OpenBatch.NONE);
    }

    /** After the present weights became the next version. */
    public RunPosition afterPublication() {
        return new RunPosition(update, version + 1, update, rolloutsTrained, offsets, open.withSettlements(0));
    }

    /**
     * With the next batch as it stands, after all records set aside from it were published.
     *
     * @param next next offset of every partition after the last record read for it
     * @param rollouts those of its records that are still to be trained on
     */
    public RunPosition holding(Map<Integer, Long> next, List<ScoredRollout> rollouts) {
        return with(new OpenBatch(open.settlements(), next, rollouts));
    }

    /** After a settlement without a new version. */
    public RunPosition afterSettlement() {
        return with(open.withSettlements(open.settlements() + 1));
    }

    private RunPosition with(OpenBatch batch) {
        return new RunPosition(update, version, publishedUpdate, rolloutsTrained, offsets, batch);
    }

    /** Updates since the newest version. */
    public long unpublishedUpdates() {
        return update - publishedUpdate;
    }
}
