package dev.errata.learner.publishing;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a run has come: everything besides weights and optimizer state that a restart needs.
 *
 * @param update optimizer steps since the start policy
 * @param version newest published version
 * @param publishedUpdate optimizer steps in that version
 * @param rolloutsTrained rollouts trained on since the start policy
 * @param offsets next offset of every partition of scored-rollouts
 */
public record RunPosition(
        long update, long version, long publishedUpdate, long rolloutsTrained, Map<Integer, Long> offsets) {

    /** Copies the offsets, in order of the partitions. */
    public RunPosition {
        offsets = new TreeMap<>(offsets);
    }

    /** Where a run begins: the start policy is version 0. */
    public static RunPosition start(Map<Integer, Long> offsets) {
        return new RunPosition(0, 0, 0, 0, offsets);
    }

    /** After one more update. */
    public RunPosition afterUpdate(int rollouts, Map<Integer, Long> next) {
        return new RunPosition(update + 1, version, publishedUpdate, rolloutsTrained + rollouts, next);
    }

    /** After the weights as they are now have become the next version. */
    public RunPosition afterPublication() {
        return new RunPosition(update, version + 1, update, rolloutsTrained, offsets);
    }

    /** Updates since the newest version. */
    public long unpublishedUpdates() {
        return update - publishedUpdate;
    }
}
