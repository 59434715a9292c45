package dev.errata.learner;

import dev.errata.learner.batch.BatchAdmission;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.batch.Collector;
import dev.errata.learner.batch.KafkaScoredLog;
import dev.errata.learner.batch.ScoredLog;
import dev.errata.learner.config.LearnerConfig;
import dev.errata.learner.freshness.Freshness;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.progress.LearnerActivity;
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
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.RunConfig;
import dev.errata.service.RunLog;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Builds a learner from its configuration and runs it on the caller's thread. */
final class LearnerRun {

    private final LearnerConfig config;
    private final RunConfig run;
    private final LearnerActivity activity;
    private final StepListener listener;
    private final Clock clock;
    private final LearningObjective objective;
    private final OptimizerSettings optimizer;
    private final LearningRate learningRate;
    private final Freshness freshness;

    /**
     * Creates a run and checks its settings; nothing is opened yet.
     *
     * @throws IllegalArgumentException if a setting makes no sense; the message is one sentence that names it
     */
    LearnerRun(LearnerConfig config, RunConfig run, LearnerActivity activity, StepListener listener, Clock clock) {
        this.config = config;
        this.run = run;
        this.activity = activity;
        this.listener = listener;
        this.clock = clock;
        requirePositive("learner.batch-rollouts", config.batchRollouts());
        requirePositive("learner.publish-every", config.publishEvery());
        requirePositive("learner.keep-checkpoints", config.keepCheckpoints());
        requirePositive("learner.keep-weights", config.keepWeights());
        requirePositive("errata.threads", run.threads());
        this.objective = Objectives.named(config.objective(), config.objectiveSettings());
        this.optimizer = config.optimizerSettings();
        this.learningRate = new LearningRate(config.learningRate(), config.warmupUpdates(), config.totalUpdates());
        this.freshness = new Freshness(config.maxStaleness());
    }

    /** Trains until asked to stop. Everything opened is closed again, in reverse order. */
    void run(BooleanSupplier stop) {
        activity.prepare("connecting to the log");
        EventLog log = RunLog.open(run, LearnerRun::topics);
        WeightsStore weights = new WeightsStore(
                config.weightsDir(), config.keepWeights(), log.topics().run());
        try (CheckpointStore checkpoints = new CheckpointStore(config.checkpointDir(), config.keepCheckpoints());
                Announcer announcer = new KafkaAnnouncer(log);
                ScoredLog scored = new KafkaScoredLog(log)) {
            activity.prepare("loading the policy");
            Publisher.Places places = new Publisher.Places(weights, checkpoints, announcer);
            RunStart.Begun begun =
                    new RunStart(places, source(weights), clock).begin(config.startPolicy(), scored::beginning);
            try (TrainablePolicy policy = begun.policy()) {
                loop(begun, scored, log.topics().scoredRollouts().name()).run(stop);
            }
        }
    }

    private static List<Topic<?>> topics(Topics topics) {
        return List.of(
                topics.scoredRollouts(),
                topics.rejectedRollouts(),
                topics.policyUpdates(),
                topics.learnerSteps(),
                topics.deadLetters());
    }

    private TrainablePolicy.Source source(WeightsStore weights) {
        ComputeThreads.configure(run.threads());
        EnginePolicy.TrainingSetup setup = new EnginePolicy.TrainingSetup(
                run.device(), objective, optimizer, config.recomputeActivations(), weights.folder(0));
        return folder -> EnginePolicy.open(folder, setup);
    }

    private LearnerLoop loop(RunStart.Begun begun, ScoredLog scored, String topic) {
        TrainablePolicy policy = begun.policy();
        BatchPlan plan = new BatchPlan(topic, config.batchRollouts(), objective, policy);
        LearnerParts parts = new LearnerParts(
                new Collector(scored, begun.position().next(), activity::awaitRollouts),
                new BatchAdmission(plan, freshness, policy.limits(), clock),
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
