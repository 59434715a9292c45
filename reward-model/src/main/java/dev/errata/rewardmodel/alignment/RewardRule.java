package dev.errata.rewardmodel.alignment;

import dev.errata.schemas.RewardKind;
import java.util.Arrays;
import java.util.List;

/**
 * The rewards of one answer, by where they come from.
 *
 * <pre>
 *   TOKENS                  r_t as {@link TokenRewardRule} says
 *   INSTANCE                r_t = 1 if the answer is correct, -1 if not
 *   INSTANCE_WITH_REWRITE   r_t = beta if the answer is correct, alpha if not
 * </pre>
 *
 * <p>The second is the usual reward of a verifier, the third that of a reward model that is certain of every token: RLMEC
 * without the detail, and nothing else changed.
 *
 * @param kind where rewards come from
 * @param tokens the rule of token rewards, whose clips the third kind takes too
 */
public record RewardRule(RewardKind kind, TokenRewardRule tokens) {

    /** Refuses a first error where no probability tells of one. */
    public RewardRule {
        if (kind != RewardKind.TOKENS && tokens.untilFirstError()) {
            throw new IllegalArgumentException(
                    "scorer.until-first-error goes by the reward model's probabilities: use it"
                            + " with scorer.rewards=tokens.");
        }
    }

    /** The authors' rule. */
    public static RewardRule defaults() {
        return new RewardRule(RewardKind.TOKENS, TokenRewardRule.defaults());
    }

    /** Whether a score needs the reward model's probabilities and, for a wrong answer, its rewrite. */
    public boolean asksRewardModel() {
        return kind != RewardKind.INSTANCE;
    }

    /**
     * Rewards of one answer.
     *
     * @param probabilities p, [T]; of no account where the reward model is not asked
     * @param tokens T
     * @return r, [T]
     */
    public float[] rewards(List<Float> probabilities, int tokens, boolean correct) {
        float[] same = new float[tokens];
        return switch (kind) {
            case TOKENS -> this.tokens.rewards(probabilities, correct);
            case INSTANCE -> {
                Arrays.fill(same, correct ? 1 : -1);
                yield same;
            }
            case INSTANCE_WITH_REWRITE -> {
                Arrays.fill(same, (float) (correct ? this.tokens.beta() : this.tokens.alpha()));
                yield same;
            }
        };
    }
}
