package dev.errata.ops.bench;

import dev.errata.learner.objective.ObjectiveSettings;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
import dev.errata.learner.objective.Objectives;
import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import dev.errata.policy.training.OptimizerSettings;
import java.util.Map;

/** One optimizer step on the learner's PPO + imitation loss; every repetition continues from the last. */
public final class TrainStepBenchmark implements Benchmark {

    /**
     * The settings of rlmec at the learner's defaults. They are stated here, so that results stay comparable if those
     * change.
     */
    public static final ObjectiveSettings OBJECTIVE = ObjectiveSettings.of(Map.of(
            "learner.rl-weight", 1.0,
            "learner.imitation-weight", 1.0,
            "learner.clip-low", 0.3,
            "learner.clip-high", 0.3,
            "learner.dual-clip", 0.0,
            "learner.proximal-policy", ProximalPolicy.BEHAVIOR,
            "learner.kl-weight", 0.0));

    /** AdamW as the learner sets it. */
    public static final OptimizerSettings OPTIMIZER = OptimizerSettings.defaults();

    /** Small, so that many steps on one batch stay finite; the time of a step does not depend on it. */
    public static final double LEARNING_RATE = 1e-4;

    private final BatchWorkload workload;
    private final Trainer trainer;
    private final double flops;

    /** A benchmark of a policy, whose weights it changes. */
    public TrainStepBenchmark(Policy policy, BatchWorkload workload) {
        this.workload = workload;
        trainer = trainer(policy);
        flops = new Flops(policy.config()).update(workload.sequences());
    }

    static Trainer trainer(Policy policy) {
        return new Trainer(policy, Objectives.named("rlmec", OBJECTIVE), OPTIMIZER);
    }

    @Override
    public Work run() {
        double loss = trainer.step(workload.batch(), LEARNING_RATE).loss();
        return new Work(workload.tokens(), flops, loss);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
