package dev.errata.learner.objective;

import dev.errata.learner.objective.Policies.Frozen;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.ScoredRollout;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requirements of an objective: kinds of rewards in the log, whole groups, frozen policies.
 *
 * @param kinds where rewards may come from
 * @param groups whether the answers to one question are compared
 * @param frozen the frozen policies whose log-probs it needs
 */
public record Requirements(List<RewardKind> kinds, boolean groups, Set<Frozen> frozen) {

    /** Any log. */
    static final Requirements NONE = new Requirements(List.of(RewardKind.values()), false, Set.of());

    /** Token rewards, or at least rewrites, of the reward model. */
    static final Requirements REWARD_MODEL =
            new Requirements(List.of(RewardKind.TOKENS, RewardKind.INSTANCE_WITH_REWRITE), false, Set.of());

    /** Verdicts on all answers. A log scored by the reward model lacks the answers that it could not rewrite. */
    static final Requirements VERDICTS = new Requirements(List.of(RewardKind.INSTANCE), false, Set.of());

    /** The same, but of whole groups. */
    Requirements ofGroups() {
        return new Requirements(kinds, true, frozen);
    }

    /** The same, and these frozen policies. */
    Requirements with(Set<Frozen> policies) {
        return new Requirements(kinds, groups, policies);
    }

    /**
     * Refuses a log that the objective cannot learn from.
     *
     * @param objective its name
     * @throws IllegalStateException with a sentence that says which setting to change
     */
    public void require(String objective, ScoredRollout scored) {
        String rollout = scored.getRollout().getRolloutId();
        if (!kinds.contains(scored.getRewardKind())) {
            throw new IllegalStateException("learner.objective=" + objective + " needs scorer.rewards="
                    + kinds.stream().map(Requirements::setting).collect(Collectors.joining(" or "))
                    + ", but rollout " + rollout + " was scored with scorer.rewards=" + setting(scored.getRewardKind())
                    + ": change one of the two, and start a new run.");
        }
        if (groups && scored.getGroup() == null) {
            throw new IllegalStateException("learner.objective=" + objective
                    + " compares the answers to one question, but rollout " + rollout
                    + " was scored by itself: set scorer.groups=true and actor.groups=true, and start a new run.");
        }
    }

    private static String setting(RewardKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
