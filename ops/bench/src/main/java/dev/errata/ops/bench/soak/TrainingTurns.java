package dev.errata.ops.bench.soak;

import dev.errata.learner.objective.Objectives;
import dev.errata.ops.bench.BatchWorkload;
import dev.errata.ops.bench.TrainStepBenchmark;
import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;

/** Optimizer steps on the learner's PPO + imitation loss, each on its own small batch. */
final class TrainingTurns implements Turns {

    private static final int SEQUENCES = 8;
    private static final int LONGEST = 64;

    private final int vocabulary;
    private final Trainer trainer;

    TrainingTurns(Policy policy) {
        vocabulary = policy.config().vocabulary();
        trainer = new Trainer(
                policy, Objectives.named("rlmec", TrainStepBenchmark.OBJECTIVE), TrainStepBenchmark.OPTIMIZER);
    }

    static BatchWorkload workload(int vocabulary, long seed) {
        return BatchWorkload.mixed(SEQUENCES, LONGEST, vocabulary, seed);
    }

    @Override
    public void take(long seed) {
        trainer.step(workload(vocabulary, seed).batch(), TrainStepBenchmark.LEARNING_RATE);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
