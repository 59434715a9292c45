package dev.errata.learner.advantage;

/**
 * Generalized advantage estimation (GAE) over the T tokens of one answer.
 *
 * <pre>
 *   delta_t = R_t + gamma V(s_t+1) - V(s_t)            V(s_T+1) = 0: the answer has ended
 *   A_t     = delta_t + gamma lambda_GAE A_t+1         A_T+1 = 0
 * </pre>
 *
 * <p>Computed from the last token T to the first. s_t is the prompt and the answer tokens before t, R_t the reward of
 * token t. All numbers are dimensionless. The critic's target is A_t + V(s_t). Source: Schulman et al. 2015,
 * arXiv:1506.02438, eq. 16.
 *
 * @param gamma discount per token, in (0, 1]
 * @param lambda lambda_GAE, in [0, 1]; with 1, A is return minus value; with 0, A is delta
 */
public record GeneralizedAdvantage(double gamma, double lambda) {

    /**
     * The advantages.
     *
     * @param rewards R, [T]
     * @param values V(s_t), [T]
     * @return A, [T]
     */
    public float[] of(float[] rewards, float[] values) {
        float[] advantages = new float[rewards.length];
        double next = 0;
        double nextValue = 0;
        for (int t = rewards.length - 1; t >= 0; t--) {
            double delta = rewards[t] + gamma * nextValue - values[t];
            next = delta + gamma * lambda * next;
            nextValue = values[t];
            advantages[t] = (float) next;
        }
        return advantages;
    }
}
