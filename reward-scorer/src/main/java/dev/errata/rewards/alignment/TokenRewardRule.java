package dev.errata.rewards.alignment;

import java.util.List;

/**
 * From the reward model's probabilities to token rewards.
 *
 * <pre>
 *   r_t = clip(p_t - 0.5, 0, beta)     answer correct
 *   r_t = clip(p_t - 0.5, alpha, 0)    answer wrong
 * </pre>
 *
 * <p>RLMEC, arXiv:2401.06081; the 0.5 is a constant threshold. Rewards are dimensionless, in [alpha, beta].
 *
 * @param alpha lowest reward of a token of a wrong answer, at most 0
 * @param beta highest reward of a token of a correct answer, at least 0
 */
public record TokenRewardRule(double alpha, double beta) {

    private static final double THRESHOLD = 0.5;

    /** Checks the signs of the clips. */
    public TokenRewardRule {
        if (!(alpha <= 0 && beta >= 0)) {
            throw new IllegalArgumentException(
                    "alpha must be at most 0 and beta at least 0, not " + alpha + " and " + beta + ".");
        }
    }

    /** The authors' clips: -0.1 and 0.5. */
    public static TokenRewardRule defaults() {
        return new TokenRewardRule(-0.1, 0.5);
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
            rewards[t] = (float) Math.min(Math.max(probabilities.get(t) - THRESHOLD, low), high);
        }
        return rewards;
    }
}
