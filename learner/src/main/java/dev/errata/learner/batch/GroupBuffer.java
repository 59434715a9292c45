package dev.errata.learner.batch;

import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.RolloutIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that were read and not yet taken, in order. A unit is one record, or the whole group that a
 * record belongs to. A group ends when all its records are there, or when a record of another group follows.
 *
 * <p>Invariant: all units but the last are whole; {@link #whole()} counts the records of those that are. Not
 * thread-safe.
 */
final class GroupBuffer {

    private final Deque<List<Arrival>> units = new ArrayDeque<>();
    private @Nullable String openGroup;
    private int lacking;
    private int whole;

    void add(Arrival arrival) {
        String group = groupOf(arrival);
        if (group != null && lacking > 0 && group.equals(openGroup)) {
            units.getLast().add(arrival);
            lacking--;
            if (lacking == 0) {
                whole += units.getLast().size();
            }
            return;
        }
        endHereIf(true);
        units.add(new ArrayList<>(List.of(arrival)));
        openGroup = group;
        lacking = group == null ? 0 : sizeOf(arrival) - 1;
        if (lacking == 0) {
            whole++;
        }
    }

    /** Ends the last group if no more records follow. */
    void endHereIf(boolean nothingFollows) {
        if (nothingFollows && lacking > 0) {
            whole += units.getLast().size();
            lacking = 0;
        }
    }

    /** Records in whole units. */
    int whole() {
        return whole;
    }

    /** Takes the first whole unit; nothing if there is none. */
    List<Arrival> take() {
        if (whole == 0) {
            return List.of();
        }
        List<Arrival> unit = units.removeFirst();
        whole -= unit.size();
        return unit;
    }

    /** The asked question of a record in a group of more than one; null for a single record. */
    private static @Nullable String groupOf(Arrival arrival) {
        return sizeOf(arrival) > 1
                ? arrival.fold(
                        read -> RolloutIds.asked(read.scored().getRollout().getRolloutId()), unreadable -> "")
                : null;
    }

    private static int sizeOf(Arrival arrival) {
        return arrival.fold(read -> sizeOf(read.scored()), unreadable -> 1);
    }

    private static int sizeOf(ScoredRollout scored) {
        return scored.getGroup() == null ? 1 : Math.max(1, scored.getGroup().getScored());
    }
}
