package dev.errata.rewards.groups;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.GroupPartitioner;

/**
 * Whether the answers to one asked question are scored as a group.
 *
 * @param whole whether their scores leave together, once all of them have an outcome
 * @param scalePositives whether the rewards of correct answers are multiplied by the share of wrong ones among the judged:
 *     r_t (1 - correct / judged)
 * @param partitions partitions of the topic of rollouts, one of which holds all answers of a group; looked at only where
 *     groups are whole
 */
public record GroupRule(boolean whole, boolean scalePositives, int partitions) {

    /** Refuses to scale by what is not known. */
    public GroupRule {
        if (scalePositives && !whole) {
            throw new IllegalArgumentException("How often a question is solved is known of whole groups only.");
        }
    }

    /** Every score leaves by itself, and rollouts may lie in any partition. */
    public static GroupRule none() {
        return new GroupRule(false, false, 0);
    }

    /**
     * Refuses an answer that lies elsewhere than the rest of its group, so that nobody would ever meet the whole of it. That
     * is no fault of the answer: whoever wrote it was set up otherwise than this scorer.
     *
     * @param partition where the answer lies
     * @throws IllegalStateException if the actors do not keep groups in one partition
     */
    public void checkPlace(Rollout rollout, int partition) {
        if (!whole || rollout.getGroupSize() <= 1) {
            return;
        }
        int shared = GroupPartitioner.partition(rollout.getRolloutId(), partitions);
        if (partition != shared) {
            throw new IllegalStateException("Rollout " + rollout.getRolloutId() + " lies in partition " + partition
                    + ", but its group's is " + shared + " of " + partitions
                    + ": scorer.groups and scorer.scale-positives need actor.groups=true from the first rollout of a run on."
                    + " Begin a new run with it, or score this one without groups.");
        }
    }
}
