package dev.errata.rewards.groups;

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
 *
 * <p>Each score is a record of its own: however large a group is, none is larger than a score, and none is written twice.
 */
public final class WholeGroups {

    private final KeyValueStore<String, PendingGroup> groups;
    private final KeyValueStore<String, ScoredRollout> scores;
    private final GroupRule rule;

    /**
     * Groups kept in two stores.
     *
     * @param groups what is known of each group, by asked question
     * @param scores the scores held back, by asked question and place among its outcomes
     */
    public WholeGroups(
            KeyValueStore<String, PendingGroup> groups, KeyValueStore<String, ScoredRollout> scores, GroupRule rule) {
        this.groups = groups;
        this.scores = scores;
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
    public List<SpecificRecord> add(Rollout rollout, SpecificRecord outcome, long now) {
        if (rollout.getGroupSize() <= 0) {
            return List.of(outcome);
        }
        List<SpecificRecord> leaving = new ArrayList<>();
        if (!(outcome instanceof ScoredRollout)) {
            leaving.add(outcome);
        }
        String asked = RolloutIds.asked(rollout.getRolloutId());
        PendingGroup found = groups.get(asked);
        PendingGroup known = found == null ? PendingGroup.empty(now) : found;
        PendingGroup group = known.with(outcome);
        if (group.decided() >= rollout.getGroupSize()) {
            List<ScoredRollout> all = take(asked, known);
            if (outcome instanceof ScoredRollout last) {
                all.add(last);
            }
            leaving.addAll(group.released(all, rule));
        } else {
            if (outcome instanceof ScoredRollout score) {
                scores.put(place(asked, known.decided()), score);
            }
            groups.put(asked, group);
        }
        return leaving;
    }

    /** The asked questions of the groups whose time is over. */
    public List<String> overdue(long oldest, long startedAt) {
        List<String> overdue = new ArrayList<>();
        try (KeyValueIterator<String, PendingGroup> all = groups.all()) {
            while (all.hasNext()) {
                KeyValue<String, PendingGroup> entry = all.next();
                if (Math.max(entry.value.since(), startedAt) <= oldest) {
                    overdue.add(entry.key);
                }
            }
        }
        return overdue;
    }

    /** Takes out what there is of a group that was never completed; nothing where there is no such group. */
    public List<ScoredRollout> release(String asked) {
        PendingGroup group = groups.get(asked);
        return group == null ? List.of() : group.released(take(asked, group), rule);
    }

    /** Forgets a group; what it held back, in no order. */
    private List<ScoredRollout> take(String asked, PendingGroup group) {
        groups.delete(asked);
        List<ScoredRollout> held = new ArrayList<>(group.heldWithin());
        for (int outcome = 0; outcome < group.decided(); outcome++) {
            String place = place(asked, outcome);
            ScoredRollout score = scores.get(place);
            // A rejection holds its place, but left at once.
            if (score != null) {
                scores.delete(place);
                held.add(score);
            }
        }
        return held;
    }

    private static String place(String asked, int outcome) {
        return asked + "#" + outcome;
    }
}
