package dev.errata.learner.update;

import dev.errata.learner.batch.PolicyLimits;
import dev.errata.policy.Policy;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.Trainer;
import dev.errata.policy.training.TrainingBatch;
import java.nio.file.Path;

/** A policy under training on the real engine. */
public final class EnginePolicy implements TrainablePolicy {

    private final Policy policy;
    private final Trainer trainer;

    private EnginePolicy(Policy policy, Trainer trainer) {
        this.policy = policy;
        this.trainer = trainer;
    }

    /**
     * Loads a folder for training.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @param recompute whether activations are computed again on the way back
     */
    public static EnginePolicy open(
            Path folder, String device, Objective objective, OptimizerSettings settings, boolean recompute) {
        Policy policy = Policy.load(folder, device);
        try {
            ComputeSettings compute = ComputeSettings.of(policy.decoder()).recomputing(recompute);
            return new EnginePolicy(policy, new Trainer(policy, objective, settings, compute));
        } catch (RuntimeException e) {
            policy.close();
            throw e;
        }
    }

    @Override
    public PolicyLimits limits() {
        return new PolicyLimits(policy.config().vocabulary(), policy.maxPositions());
    }

    @Override
    public StepResult step(TrainingBatch batch, double learningRate) {
        return trainer.step(batch, learningRate);
    }

    @Override
    public void saveWeights(Path folder) {
        policy.save(folder);
    }

    @Override
    public void saveOptimizer(Path file) {
        trainer.saveState(file);
    }

    @Override
    public void loadOptimizer(Path file) {
        trainer.loadState(file);
    }

    @Override
    public void close() {
        trainer.close();
        policy.close();
    }
}
