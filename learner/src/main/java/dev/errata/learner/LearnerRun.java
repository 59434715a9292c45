package dev.errata.learner;

import dev.errata.learner.batch.Admission;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.batch.KafkaScoredLog;
import dev.errata.learner.batch.ScoredLog;
import dev.errata.learner.config.ErrataConfig;
import dev.errata.learner.config.LearnerConfig;
import dev.errata.learner.freshness.Freshness;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.progress.Activity;
import dev.errata.learner.progress.StepListener;
import dev.errata.learner.publishing.Announcer;
import dev.errata.learner.publishing.CheckpointStore;
import dev.errata.learner.publishing.KafkaAnnouncer;
import dev.errata.learner.publishing.Publisher;
import dev.errata.learner.publishing.RunStart;
import dev.errata.learner.publishing.WeightsStore;
import dev.errata.learner.update.EnginePolicy;
import dev.errata.learner.update.LearningRate;
import dev.errata.learner.update.TrainablePolicy;
import dev.errata.learner.update.Updates;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Puts a learner together from its configuration and runs it on the caller's thread. */
final class LearnerRun {

    private final LearnerConfig config;
    private final ErrataConfig shared;
    private final Activity activity;
    private final StepListener listener;
    private final Clock clock;
    private final LearningObjective objective;
    private final OptimizerSettings optimizer;
    private final LearningRate learningRate;
    private final Freshness freshness;

    /**
     * A run that nothing is opened for yet.
     *
     * @throws IllegalArgumentException if a setting makes no sense; the message is one sentence that names it
     */
    LearnerRun(LearnerConfig config, ErrataConfig shared, Activity activity, StepListener listener, Clock clock) {
        this.config = config;
        this.shared = shared;
        this.activity = activity;
        this.listener = listener;
        this.clock = clock;
        requirePositive("learner.batch-rollouts", config.batchRollouts());
        requirePositive("learner.publish-every", config.publishEvery());
        requirePositive("learner.keep-checkpoints", config.keepCheckpoints());
        requirePositive("learner.keep-weights", config.keepWeights());
        requirePositive("errata.threads", shared.threads());
        this.objective = Objectives.named(config.objective(), config.objectiveSettings());
        this.optimizer = config.optimizerSettings();
        this.learningRate = new LearningRate(config.learningRate(), config.warmupUpdates(), config.totalUpdates());
        this.freshness = new Freshness(config.maxStaleness());
    }

    /** Trains until asked to stop. Everything opened is closed again, in reverse order. */
    void run(BooleanSupplier stop) {
        String run = shared.run().orElse("");
        EventLog log = new EventLog(new Topics(run), shared.clientSettings());
        Topics topics = log.topics();
        activity.prepare("connecting to the log");
        TopicCreation.ensure(
                log,
                shared.replication(),
                List.of(
                        topics.scoredRollouts(),
                        topics.rejectedRollouts(),
                        topics.policyUpdates(),
                        topics.learnerSteps(),
                        topics.deadLetters()));
        WeightsStore weights = new WeightsStore(config.weightsDir(), config.keepWeights(), run);
        try (CheckpointStore checkpoints = new CheckpointStore(config.checkpointDir(), config.keepCheckpoints());
                Announcer announcer = new KafkaAnnouncer(log);
                ScoredLog scored = new KafkaScoredLog(log)) {
            activity.prepare("loading the policy");
            Publisher.Places places = new Publisher.Places(weights, checkpoints, announcer);
            RunStart.Begun begun =
                    new RunStart(places, source(weights), clock).begin(config.startPolicy(), scored::beginning);
            try (TrainablePolicy policy = begun.policy()) {
                loop(begun, scored, topics.scoredRollouts().name()).run(stop);
            }
        }
    }

    private TrainablePolicy.Source source(WeightsStore weights) {
        ComputeThreads.configure(shared.threads());
        EnginePolicy.Setup setup = new EnginePolicy.Setup(
                shared.device(), objective, optimizer, config.recomputeActivations(), weights.folder(0));
        return folder -> EnginePolicy.open(folder, setup);
    }

    private LearnerLoop loop(RunStart.Begun begun, ScoredLog scored, String topic) {
        TrainablePolicy policy = begun.policy();
        BatchPlan plan = new BatchPlan(topic, config.batchRollouts(), objective, policy);
        LearnerLoop.Parts parts = new LearnerLoop.Parts(
                new Collector(scored, begun.position().next(), activity::awaitRollouts),
                new Admission(plan, freshness, policy.limits(), clock),
                new Updates(policy, objective, learningRate, clock),
                begun.publisher(),
                listener);
        return new LearnerLoop(parts, begun.position(), plan, config.publishEvery());
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is " + value + " but must be 1 or more.");
        }
    }
}
