package dev.errata.learner;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.batch.BatchAdmission;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.batch.ScoredLog;
import dev.errata.learner.freshness.Freshness;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Announcer;
import dev.errata.learner.publishing.CheckpointStore;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunStart;
import dev.errata.learner.publishing.WeightsStore;
import dev.errata.learner.update.LearningRate;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.learner.update.Updates;
import dev.errata.schemas.LearnerStep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;

/** Runs one learner process after another over the same folders; each continues where the last one ended. */
final class LearnerLife {

    static final int BATCH = 4;
    static final int PUBLISH_EVERY = 2;
    static final String TOPIC = "scored-rollouts";

    private final Path root;
    private final Path start;
    private final LearningObjective objective;
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    LearnerLife(Path root, Path start, LearningObjective objective) {
        this.root = root;
        this.start = start;
        this.objective = objective;
    }

    /** One life, from start to stop or crash. */
    void live(
            ScoredLog scored,
            Announcer announcer,
            TrainablePolicy.Source source,
            BooleanSupplier stop,
            Runnable onUpdate) {
        StepListener listener = new StepListener() {
            @Override
            public void onStep(LearnerStep step, Admitted admitted) {
                onUpdate.run();
            }
        };
        try (CheckpointStore checkpoints = new CheckpointStore(root.resolve("checkpoints"), 2)) {
            Publisher.Places places =
                    new Publisher.Places(new WeightsStore(root.resolve("weights"), 3, ""), checkpoints, announcer);
            RunStart.Begun begun = new RunStart(places, source, clock).begin(start, scored::beginning);
            try (TrainablePolicy policy = begun.policy()) {
                BatchPlan plan = new BatchPlan(TOPIC, BATCH, objective, policy);
                LearnerParts parts = new LearnerParts(
                        new Collector(scored, begun.position().next(), (have, need) -> {}),
                        new BatchAdmission(plan, new Freshness(2), policy.limits(), clock),
                        new Updates(policy, objective, new LearningRate(5e-4, 3, 10), clock),
                        begun.publisher(),
                        listener);
                new LearnerLoop(parts, begun.position(), plan, PUBLISH_EVERY).run(stop);
            }
        }
    }
}
