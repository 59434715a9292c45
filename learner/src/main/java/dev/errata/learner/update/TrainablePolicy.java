package dev.errata.learner.update;

import dev.errata.learner.batch.PolicyLimits;
import dev.errata.learner.objective.Policies;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;

/** The policy under training: its weights and its optimizer state. One thread at a time. */
public interface TrainablePolicy extends Policies, AutoCloseable {

    /** Limits of the sequences that it can read. */
    PolicyLimits limits();

    /**
     * One optimizer step.
     *
     * @throws dev.errata.policy.training.DivergenceException if loss or gradient is not finite; then nothing has
     *     changed
     */
    StepResult step(TrainingBatch batch, double learningRate);

    /** Writes the weights of the next version into an empty folder. */
    void saveWeights(Path folder) throws IOException;

    @Override
    default int maxPositions() {
        return limits().maxPositions();
    }

    /** Writes the optimizer state to a file. */
    void saveOptimizer(Path file);

    /** Loads an optimizer state written before. */
    void loadOptimizer(Path file);

    @Override
    void close();

    /** Loads policies to train. */
    @FunctionalInterface
    interface Source {

        /**
         * The policy in a folder, with fresh optimizer state.
         *
         * @throws dev.errata.policy.weights.UnusableCheckpointException if the folder cannot be used
         */
        TrainablePolicy open(Path folder);
    }
}
