package dev.errata.rewardmodel.alignment;

import java.util.List;

/**
 * From the reward model's probabilities to token rewards.
 *
 * <pre>
 *   r_t = clip(p_t - 0.5, 0, beta)     answer correct
 *   r_t = clip(p_t - 0.5, alpha, 0)    answer wrong
 *   r_t = 0 for t &gt; e                  answer wrong, up to the first error alone; e = min { t : p_t &lt; 0.4 }
 * </pre>
 *
 * <p>RLMEC, arXiv:2401.06081; the 0.5 is a constant threshold. Rewards are dimensionless, in [alpha, beta]. The last line is
 * ours and off by default: what follows an error is often right in itself, given the error. Below 0.4 a reward is -0.1, the
 * lowest of the authors' clips; a wrong answer without such a token keeps all its rewards.
 *
 * @param alpha lowest reward of a token of a wrong answer, at most 0
 * @param beta highest reward of a token of a correct answer, at least 0
 * @param untilFirstError whether tokens of a wrong answer behind its first error have no reward
 */
public record TokenRewardRule(double alpha, double beta, boolean untilFirstError) {

    private static final double THRESHOLD = 0.5;
    private static final double ERROR = 0.4;

    /** Checks the signs of the clips. */
    public TokenRewardRule {
        if (!(alpha <= 0 && beta >= 0)) {
            throw new IllegalArgumentException(
                    "alpha must be at most 0 and beta at least 0, not " + alpha + " and " + beta + ".");
        }
    }

    /** The authors' rule: clips -0.1 and 0.5, and all tokens. */
    public static TokenRewardRule defaults() {
        return new TokenRewardRule(-0.1, 0.5, false);
    }

    /**
     * Token rewards of one answer.
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
