package dev.errata.rewardmodel.alignment;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.RewardKind;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the rewards of one answer's tokens by their source.
 *
 * <pre>
 *   TOKENS                  r_t of {@link TokenRewardRule}
 *   INSTANCE                r_t = 2 s - 1 with the score s of a verifier; else 1 if the answer is correct, -1 if not
 *   INSTANCE_WITH_REWRITE   r_t = beta if the answer is correct, alpha if not
 * </pre>
 *
 * <p>The second is the usual reward of a verifier. The third is the reward that RLMEC would give with a reward model
 * that is certain of every token, so it isolates the effect of token rewards. See docs/method.md, section "Rewards".
 *
 * @param kind source of the rewards
 * @param tokens the rule of token rewards; the third kind uses its alpha and beta
 */
public record RewardRule(RewardKind kind, TokenRewardRule tokens) {

    /** Checks that the first error is asked for only where there are probabilities. */
    public RewardRule {
        if (kind != RewardKind.TOKENS && tokens.untilFirstError()) {
            throw new IllegalArgumentException(
                    "scorer.until-first-error needs the reward model's probabilities: use it with"
                            + " scorer.rewards=tokens.");
        }
    }

    /** The published rule. */
    public static RewardRule defaults() {
        return new RewardRule(RewardKind.TOKENS, TokenRewardRule.defaults());
    }

    /** Whether a score needs the reward model's probabilities and, for a wrong answer, its rewrite. */
    public boolean asksRewardModel() {
        return kind != RewardKind.INSTANCE;
    }

    /**
     * The rewards of one answer.
     *
     * @param probabilities p, [T]; unused where the reward model is not asked
     * @param tokens T, the number of answer tokens
     * @return r, [T]
     */
    public float[] rewards(List<Float> probabilities, int tokens, Judgment judgment) {
        boolean correct = judgment.correct();
        float[] same = new float[tokens];
        return switch (kind) {
            case TOKENS -> this.tokens.rewards(probabilities, correct);
            case INSTANCE -> {
                Double score = judgment.score();
                Arrays.fill(same, score == null ? (correct ? 1 : -1) : (float) (2 * score - 1));
                yield same;
            }
            case INSTANCE_WITH_REWRITE -> {
                Arrays.fill(same, (float) (correct ? this.tokens.beta() : this.tokens.alpha()));
                yield same;
            }
        };
    }
}
