package dev.errata.rewardmodel.alignment;

import java.util.List;

/**
 * Computes token rewards from the reward model's probabilities.
 *
 * <pre>
 *   r_t = clip(p_t - 0.5, 0, beta)     answer correct
 *   r_t = clip(p_t - 0.5, alpha, 0)    answer wrong
 *   r_t = 0 for t &gt; e                  answer wrong and untilFirstError; e = min { t : p_t &lt; 0.4 }
 *
 *   t                 position in the answer, 1 … T, end-of-sequence token included
 *   p_t               the reward model's probability of answer token t
 *   r_t               token reward, dimensionless, in [alpha, beta]
 *   0.5               constant threshold
 * </pre>
 *
 * <p>RLMEC, arXiv:2401.06081; see docs/method.md, section "Rewards". The last line is not part of RLMEC and off by
 * default: tokens after an error are often right given the error. With the published alpha of -0.1, tokens with p_t
 * below 0.4 have the lowest reward. A wrong answer without such a token keeps all its rewards.
 *
 * @param alpha lowest reward of a token of a wrong answer, at most 0
 * @param beta highest reward of a token of a correct answer, at least 0
 * @param untilFirstError whether the tokens of a wrong answer after its first error have reward 0
 */
public record TokenRewardRule(double alpha, double beta, boolean untilFirstError) {

    private static final double THRESHOLD = 0.5;
    private static final double ERROR = 0.4;

    /** Checks the signs of the limits. */
    public TokenRewardRule {
        if (!(alpha <= 0 && beta >= 0)) {
            throw new IllegalArgumentException(
                    "scorer.alpha must be at most 0 and scorer.beta at least 0, not " + alpha + " and " + beta + ".");
        }
    }

    /** The published rule: alpha -0.1, beta 0.5, all tokens. */
    public static TokenRewardRule defaults() {
        return new TokenRewardRule(-0.1, 0.5, false);
    }

    /**
     * The token rewards of one answer.
     *
     * @param probabilities p, [T]
     * @return r, [T]
     */
    public float[] rewards(List<Float> probabilities, boolean correct) {
        double low = correct ? 0 : alpha;
        double high = correct ? beta : 0;
        float[] rewards = new float[probabilities.size()];
        for (int t = 0; t < rewards.length; t++) {
            float probability = probabilities.get(t);
            rewards[t] = (float) Math.min(Math.max(probability - THRESHOLD, low), high);
            if (untilFirstError && !correct && probability < ERROR) {
                break;
            }
        }
        return rewards;
    }
}
