package dev.errata.rewards;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.RolloutIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Holds scores back until every answer to the same asked question has an outcome, so that they leave next to each other.
 * Rejections leave at once and only count. A group that does not become complete in time leaves as it is: nobody waits for
 * ever for an answer that was, say, a dead letter.
 */
final class WholeGroups {

    private final KeyValueStore<String, PendingGroup> store;
    private final GroupRule rule;

    /** Groups kept in a store, by asked question. */
    WholeGroups(KeyValueStore<String, PendingGroup> store, GroupRule rule) {
        this.store = store;
        this.rule = rule;
    }

    /**
     * Takes one outcome.
     *
     * @param rollout the answer it is the outcome of
     * @param now milliseconds since the epoch
     * @return what leaves now: the outcome itself where it is a rejection or of a group of unknown size, and all scores of a
     *     group that it completes
     */
    List<SpecificRecord> add(Rollout rollout, SpecificRecord outcome, long now) {
        List<SpecificRecord> leaving = new ArrayList<>();
        boolean held = outcome instanceof ScoredRollout && rollout.getGroupSize() > 0;
        if (!held) {
            leaving.add(outcome);
        }
        if (rollout.getGroupSize() > 0) {
            String asked = RolloutIds.asked(rollout.getRolloutId());
            PendingGroup known = store.get(asked);
            PendingGroup group = (known == null ? PendingGroup.empty(now) : known).with(outcome);
            if (group.decided() < rollout.getGroupSize()) {
                store.put(asked, group);
            } else {
                store.delete(asked);
                leaving.addAll(group.released(rule));
            }
        }
        return leaving;
    }

    /** Takes out the groups whose time is over. */
    List<PendingGroup> overdue(long oldest, long startedAt) {
        List<KeyValue<String, PendingGroup>> overdue = new ArrayList<>();
        try (KeyValueIterator<String, PendingGroup> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (Math.max(entry.value.since(), startedAt) <= oldest) {
                    overdue.add(entry);
                }
            });
        }
        overdue.forEach(entry -> store.delete(entry.key));
        return overdue.stream().map(entry -> entry.value).toList();
    }

    /** What leaves of a group that was never completed. */
    List<ScoredRollout> released(PendingGroup group) {
        return group.released(rule);
    }
}
