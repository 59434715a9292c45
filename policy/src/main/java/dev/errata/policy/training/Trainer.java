package dev.errata.policy.training;

import dev.errata.policy.Policy;
import java.nio.file.Path;

/** Improves a policy's weights in place, one optimizer step a call. Not thread-safe; shares the policy's thread. */
public final class Trainer implements AutoCloseable {

    /** A trainer with fresh optimizer state. */
    public Trainer(Policy policy, Objective objective, OptimizerSettings settings) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * One optimizer step on the whole batch.
     *
     * @throws DivergenceException if loss or gradient is not finite; the weights are then unchanged
     */
    public StepResult step(TrainingBatch batch, double learningRate) {
        throw new UnsupportedOperationException("stub");
    }

    /** Optimizer steps taken so far, restored ones included. */
    public long steps() {
        throw new UnsupportedOperationException("stub");
    }

    /** Writes the optimizer state (moments and step count) to a safetensors file. */
    public void saveState(Path file) {
        throw new UnsupportedOperationException("stub");
    }

    /** Restores what {@link #saveState} wrote; the next step is then bit-identical to one without the interruption. */
    public void loadState(Path file) {
        throw new UnsupportedOperationException("stub");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("stub");
    }
}
