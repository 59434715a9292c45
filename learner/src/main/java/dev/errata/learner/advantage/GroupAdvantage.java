package dev.errata.learner.advantage;

/**
 * Advantages of the answers to one question, each against the others.
 *
 * <pre>
 *   A_i = (R_i - mean(R)) / std(R)        std over n - 1
 *   A_i =  R_i - mean(R)                  without division
 * </pre>
 *
 * <p>R_i is the reward of the whole answer, dimensionless. A group without contrast (all R_i equal, or one answer alone) has
 * advantages 0 in both. Sources: GRPO, Shao et al. 2024, arXiv:2402.03300, 4.1.2 (with n - 1 as TRL and verl compute it;
 * their small constant beside std is not needed where groups without contrast are left out); without division: "Dr. GRPO",
 * Liu et al. 2025, arXiv:2503.20783, 3.2, which shows that the division favours questions that are nearly always or nearly
 * never solved.
 *
 * @param divideByStd whether advantages are divided by the standard deviation
 */
public record GroupAdvantage(boolean divideByStd) {

    /**
     * The advantages.
     *
     * @param rewards R, [n]
     * @return A, [n]
     */
    public double[] of(double[] rewards) {
        int n = rewards.length;
        double[] advantages = new double[n];
        double mean = 0;
        for (double reward : rewards) {
            mean += reward / n;
        }
        double squares = 0;
        boolean contrast = false;
        for (int i = 0; i < n; i++) {
            advantages[i] = rewards[i] - mean;
            squares += advantages[i] * advantages[i];
            contrast |= rewards[i] != rewards[0];
        }
        double scale = !contrast ? 0 : divideByStd ? 1 / Math.sqrt(squares / (n - 1)) : 1;
        for (int i = 0; i < n; i++) {
            advantages[i] *= scale;
        }
        return advantages;
    }
}
