package dev.errata.rewards.groups;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.GroupPartitioner;

/**
 * The rule whether the answers to one asked question are scored as a group.
 *
 * @param whole whether a group's scores are published together, once every answer of the group has an outcome
 * @param scalePositives whether the rewards of correct answers are scaled by the share of wrong answers among the
 *     judged: r_t · (1 − correct / judged)
 * @param partitions number of partitions of the topic of rollouts, one of which holds all answers of a group; unused
 *     unless groups are whole
 */
public record GroupRule(boolean whole, boolean scalePositives, int partitions) {

    /** Checks that rewards are scaled only where groups are whole. */
    public GroupRule {
        if (scalePositives && !whole) {
            throw new IllegalArgumentException("Rewards can be scaled by group only where groups are whole.");
        }
    }

    /** Every score is published by itself, and rollouts may lie in any partition. */
    public static GroupRule none() {
        return new GroupRule(false, false, 0);
    }

    /**
     * Checks that an answer lies in the partition of its group; in another one no processor would see the whole group.
     * The answer is not at fault: the actor that wrote it has other settings than this scorer.
     *
     * @param partition partition that the answer lies in
     * @throws IllegalStateException if the actors do not keep groups in one partition
     */
    public void checkPartition(Rollout rollout, int partition) {
        if (!whole || rollout.getGroupSize() <= 1) {
            return;
        }
        int expected = GroupPartitioner.partition(rollout.getRolloutId(), partitions);
        if (partition != expected) {
            throw new IllegalStateException("Rollout " + rollout.getRolloutId() + " lies in partition " + partition
                    + ", but its group belongs in partition " + expected + " of " + partitions
                    + ": scorer.groups and scorer.scale-positives need actor.groups=true from a run's first rollout"
                    + " on. Start a new run with it, or score this run without groups.");
        }
    }
}
