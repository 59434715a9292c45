package dev.errata.policy.training;

/** Evaluates the formula of an objective: from log-probs to loss, metrics and gradients. Not thread-safe. */
public interface ObjectiveFunction extends AutoCloseable {

    /**
     * The values of an objective for a micro-batch.
     *
     * @param terms the loss, then its metrics
     * @param logProbs gradient of the loss with respect to each log-prob, [M]
     * @param normed gradient with respect to what head and critic read, [M, D] row by row; empty without a critic
     * @param critic gradient with respect to the critic's weights, [D + 1]; empty without a critic
     */
    record Evaluation(double[] terms, float[] logProbs, float[] normed, float[] critic) {}

    /**
     * Evaluates the objective.
     *
     * @param logProbs log-probs of the answer tokens, nats, [M]
     * @param normed the critic's input at each token, [M, D] row by row; empty without a critic
     * @param critic the critic's weights, [D + 1]; empty without a critic
     * @param channels the objective's channels of each token, [C, M] row by row
     * @param settings the objective's numbers
     */
    Evaluation of(float[] logProbs, float[] normed, float[] critic, float[] channels, float[] settings);

    @Override
    void close();
}
