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
 * Holds scores back until every answer to the same asked question has an outcome, so that a group's scores are
 * published next to each other. Rejections are published at once and only counted. A group that is not complete in time
 * is released as it is, because one of its answers may, for example, be a dead letter.
 *
 * <p>Each held score is a record of its own. So no record is larger than one score with any group size, and no score is
 * written twice.
 */
public final class WholeGroups {

    private final KeyValueStore<String, PendingGroup> groups;
    private final KeyValueStore<String, ScoredRollout> scores;
    private final GroupRule rule;

    /**
     * Groups kept in two stores.
     *
     * @param groups counts of each group, by asked question
     * @param scores the scores held back, by asked question and position among the group's outcomes
     */
    public WholeGroups(
            KeyValueStore<String, PendingGroup> groups, KeyValueStore<String, ScoredRollout> scores, GroupRule rule) {
        this.groups = groups;
        this.scores = scores;
        this.rule = rule;
    }

    /**
     * Adds the outcome of one answer.
     *
     * @param rollout the answer
     * @param now milliseconds since the epoch
     * @return the outcomes to publish now: a rejection, a score without a known group size, and all scores of a group
     *     that this outcome completes
     */
    public List<SpecificRecord> add(Rollout rollout, SpecificRecord outcome, long now) {
        if (rollout.getGroupSize() <= 0) {
            return List.of(outcome);
        }
        List<SpecificRecord> released = new ArrayList<>();
        if (!(outcome instanceof ScoredRollout)) {
            released.add(outcome);
        }
        String asked = RolloutIds.asked(rollout.getRolloutId());
        PendingGroup stored = groups.get(asked);
        PendingGroup before = stored == null ? PendingGroup.empty(now) : stored;
        PendingGroup after = before.with(outcome);
        if (after.decided() >= rollout.getGroupSize()) {
            List<ScoredRollout> all = take(asked, before);
            if (outcome instanceof ScoredRollout last) {
                all.add(last);
            }
            released.addAll(after.released(all, rule));
        } else {
            if (outcome instanceof ScoredRollout score) {
                scores.put(scoreKey(asked, before.decided()), score);
            }
            groups.put(asked, after);
        }
        return released;
    }

    /**
     * The asked questions of the groups that have waited too long.
     *
     * @param oldest groups that began at this time or before are overdue, milliseconds since the epoch
     * @param startedAt when this process started; time before it does not count as waiting
     */
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

    /** Removes an incomplete group and returns its scores; empty where there is no such group. */
    public List<ScoredRollout> release(String asked) {
        PendingGroup group = groups.get(asked);
        return group == null ? List.of() : group.released(take(asked, group), rule);
    }

    /** Removes a group and returns the scores that it held, in no order. */
    private List<ScoredRollout> take(String asked, PendingGroup group) {
        groups.delete(asked);
        List<ScoredRollout> held = new ArrayList<>(group.heldWithin());
        for (int outcome = 0; outcome < group.decided(); outcome++) {
            String key = scoreKey(asked, outcome);
            ScoredRollout score = scores.get(key);
            // A rejection has a position too, but no score.
            if (score != null) {
                scores.delete(key);
                held.add(score);
            }
        }
        return held;
    }

    private static String scoreKey(String asked, int outcome) {
        return asked + "#" + outcome;
    }
}
