package dev.errata.policy.training;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.weights.TensorSource;

/**
 * What a trainer asks of whoever computes: gradients that add up over micro-batches, and steps. The critic's numbers are D
 * weights and then a bias; none where the objective has no critic.
 */
public interface Learning extends AutoCloseable {

    /** What there is of each weight besides the weight itself. */
    enum Moment {
        /** The gradient so far. */
        GRADIENT,
        /** The first moment of AdamW. */
        FIRST,
        /** The second moment of AdamW. */
        SECOND
    }

    /**
     * Adds the gradient of a micro-batch.
     *
     * @param channels what the objective knows of each answer token, [C, M] row by row
     * @param settings the objective's numbers
     * @return the loss, and then the objective's metrics
     */
    double[] backward(AnswerLayout answers, float[] channels, float[] settings);

    /**
     * Takes a step and begins a new gradient of zeros.
     *
     * @param step number of this step, from 1 on
     * @param finite whether the loss is; the weights are unchanged where loss or gradient is not
     * @return the Euclidean norm of the gradient before clipping
     */
    double update(OptimizerSettings settings, double learningRate, long step, boolean finite);

    /** The critic's values of the states that answer tokens were chosen in, [M]. */
    float[] values(AnswerLayout answers);

    /** By the names of the checkpoint's tensors. */
    TensorSource network(Moment which);

    /** Sets both moments of the network. */
    void assignNetwork(TensorSource first, TensorSource second);

    /** The critic's weights, [D + 1], or nothing. */
    float[] critic();

    /** Of the critic, [D + 1], or nothing. */
    float[] critic(Moment which);

    /** Sets the critic's weights and both moments, [D + 1] each. */
    void assignCritic(float[] weights, float[] first, float[] second);

    @Override
    void close();
}
