package dev.errata.learner.update;

import dev.errata.learner.batch.PolicyLimits;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A policy under training on a real backend. */
public final class EnginePolicy implements TrainablePolicy {

    private final Policy policy;
    private final Trainer trainer;
    private final FrozenPolicies frozen;

    private EnginePolicy(Policy policy, Trainer trainer, FrozenPolicies frozen) {
        this.policy = policy;
        this.trainer = trainer;
        this.frozen = frozen;
    }

    /**
     * Settings of training a policy.
     *
     * @param device {@code auto}, {@code cpu} or {@code gpu:N}
     * @param objective the loss that its updates minimize
     * @param optimizer settings of the optimizer
     * @param recompute whether activations are recomputed in the backward pass
     * @param reference folder of the run's version 0; loaded when the objective first asks for it
     */
    public record TrainingSetup(
            String device,
            LearningObjective objective,
            OptimizerSettings optimizer,
            boolean recompute,
            Path reference) {}

    /** Loads a folder for training: the newest published weights. */
    public static EnginePolicy open(Path folder, TrainingSetup setup) {
        Policy policy = Policy.load(folder, setup.device());
        try {
            ComputeSettings compute = policy.backend().computeSettings().recomputing(setup.recompute());
            Trainer trainer = new Trainer(policy, setup.objective(), setup.optimizer(), compute);
            try {
                return new EnginePolicy(policy, trainer, FrozenPolicies.of(folder, setup));
            } catch (RuntimeException e) {
                trainer.close();
                throw e;
            }
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
    public List<float[]> logProbs(Frozen which, List<TrainingSequence> sequences) {
        return frozen.logProbs(which, sequences);
    }

    @Override
    public List<float[]> values(TrainingBatch batch) {
        return trainer.values(batch);
    }

    @Override
    public int[] tokens(String solution) {
        return TokenSequences.join(
                policy.tokenizer().encode(solution),
                new int[] {policy.tokenizer().eos()});
    }

    @Override
    public StepResult step(TrainingBatch batch, double learningRate) {
        return trainer.step(batch, learningRate);
    }

    @Override
    public void saveWeights(Path folder) throws IOException {
        policy.write(folder);
        frozen.published(folder);
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
        frozen.close();
        policy.close();
    }
}
