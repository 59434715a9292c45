package dev.errata.learner.advantage;

/**
 * Advantages of the n answers to one question, relative to one another.
 *
 * <pre>
 *   A_i = (R_i - mean(R)) / std(R)        std over n - 1
 *   A_i =  R_i - mean(R)                  without division
 * </pre>
 *
 * <p>R_i is the reward of the whole answer, dimensionless. In a group without contrast (all R_i equal, or a single
 * answer) all advantages are 0. Departure from the paper: no small constant is added to std, because groups without
 * contrast are the only ones that need it.
 *
 * <p>Sources: GRPO, Shao et al. 2024, arXiv:2402.03300, section 4.1.2, with n - 1 as TRL and verl compute it; without
 * division: "Dr. GRPO", Liu et al. 2025, arXiv:2503.20783, section 3.2, which shows that the division favors questions
 * that are nearly always or nearly never solved.
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
