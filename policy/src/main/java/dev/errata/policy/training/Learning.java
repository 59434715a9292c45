package dev.errata.policy.training;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.weights.TensorSource;

/**
 * Computes gradients and optimizer steps for a trainer. The gradient adds up over micro-batches until a step. The
 * critic's weights are D numbers followed by a bias; there are none if the objective has no critic. Not thread-safe.
 */
public interface Learning extends AutoCloseable {

    /** A number that belongs to each weight. */
    enum Moment {
        /** The gradient since the last step. */
        GRADIENT,
        /** The first moment of AdamW. */
        FIRST,
        /** The second moment of AdamW. */
        SECOND
    }

    /**
     * Adds the gradient of a micro-batch.
     *
     * @param channels the objective's channels of each answer token, [C, M] row by row
     * @param settings the objective's numbers
     * @return the loss, then the objective's metrics
     */
    double[] backward(AnswerLayout answers, float[] channels, float[] settings);

    /**
     * Takes a step and sets the gradient to zero.
     *
     * @param step number of this step; the first is 1
     * @param finite whether the loss is finite; weights and moments stay as they are unless loss and gradient are
     * @return the Euclidean norm of the gradient before clipping
     */
    double update(OptimizerSettings settings, double learningRate, long step, boolean finite);

    /** The critic's value of the state in which each answer token was chosen, [M]. */
    float[] values(AnswerLayout answers);

    /** Gradient or moment of the network, by the names of the checkpoint's tensors. */
    TensorSource network(Moment which);

    /** Sets both moments of the network. */
    void assignNetwork(TensorSource first, TensorSource second);

    /** The critic's weights, [D + 1]; empty without a critic. */
    float[] critic();

    /** Gradient or moment of the critic, [D + 1]; empty without a critic. */
    float[] critic(Moment which);

    /** Sets the critic's weights and both moments, [D + 1] each. */
    void assignCritic(float[] weights, float[] first, float[] second);

    @Override
    void close();
}
