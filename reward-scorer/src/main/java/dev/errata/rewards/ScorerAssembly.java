package dev.errata.rewards;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.plugins.PlugIns;
import dev.errata.rewards.config.RewardModelConfig;
import dev.errata.rewards.config.ScorerConfig;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.RolloutInbox;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.RewriteRule;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.rewards.scoring.JoinSettings;
import dev.errata.rewards.scoring.ScoringCounters;
import dev.errata.rewards.scoring.ScoringTopology;
import dev.errata.rewards.scoring.TopologyComponent;
import dev.errata.rewards.verifier.HttpVerifiers;
import dev.errata.rewards.worker.ReloadingRewardModel;
import dev.errata.rewards.worker.RewardModelLoop;
import dev.errata.rewards.worker.RewardModelWire;
import dev.errata.rewards.worker.RolloutReview;
import dev.errata.schemas.topics.EventLog;
import dev.errata.service.Activity;
import dev.errata.service.Component;
import dev.errata.service.LoopThread;
import dev.errata.service.RunConfig;
import dev.errata.service.RunConfig.VerifierEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** Builds the components of the reward scorer from their settings. */
@Singleton
public class ScorerAssembly {

    private static final Duration IDLE_POLL = Duration.ofMillis(250);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final RunConfig run;
    private final ScorerConfig scorer;
    private final RewardModelConfig worker;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();
    private @Nullable ScoringAdmission admission;

    /** The settings come from the service's configuration. */
    @Inject
    public ScorerAssembly(RunConfig run, ScorerConfig scorer, RewardModelConfig worker, MeterRegistry meters) {
        this.run = run;
        this.scorer = scorer;
        this.worker = worker;
        this.meters = meters;
    }

    /** The scoring topology, not yet started. Its topics must exist. */
    Component topology(EventLog log, Consumer<Throwable> failed) {
        JoinSettings joining =
                new JoinSettings(groups(log), scorer.timeout(), RecordLimit.of(log), scorer.questionAccuracy());
        Topology topology =
                new ScoringTopology(TopicSerdes.of(log), rules(), joining, new ScoringCounters(meters)).build();
        return new TopologyComponent(
                topology, KafkaSettings.streams(log, scorer, run.replication()), new Activity(clock, "broker"), failed);
    }

    private ScoringRules rules() {
        TokenRewardRule tokens = new TokenRewardRule(scorer.alpha(), scorer.beta(), scorer.untilFirstError());
        ScoringAdmission admission = admission();
        return new ScoringRules(
                admission,
                new RewardRule(scorer.rewards(), tokens),
                new RewriteRule(admission.judge(), scorer.unusableRewrites()),
                new EditWeights(scorer.editStyle(), scorer.editedWeight(), scorer.keptWeight()),
                clock);
    }

    /** Loads the plug-ins when it is first called. */
    private synchronized ScoringAdmission admission() {
        ScoringAdmission known = admission;
        if (known == null) {
            known = new ScoringAdmission(judge(), run.externalTasks(), scorer.rejectsDuplicates());
            HttpVerifiers.check(run.verifiers(), known.judge());
            admission = known;
        }
        return known;
    }

    private Judge judge() {
        double correctFrom = scorer.correctFrom();
        if (!(correctFrom > 0 && correctFrom <= 1)) {
            throw new IllegalArgumentException(
                    "scorer.correct-from is " + correctFrom + ": it must be above 0 and at most 1.");
        }
        return Judge.by(scorer.judge()).with(PlugIns.find(run.plugins(), scorer.plugInTimeout()), correctFrom);
    }

    /**
     * The loops that ask the HTTP verifiers, not yet started.
     *
     * @throws IllegalArgumentException if a setting of a verifier cannot be used
     */
    List<Component> verifiers(EventLog log, Consumer<Throwable> failed) {
        HttpVerifiers verifiers =
                new HttpVerifiers(TopicSerdes.of(log), admission(), scorer.correctFrom(), meters, clock);
        List<Component> loops = new ArrayList<>();
        run.verifiers()
                .forEach((name, endpoint) ->
                        loops.add(verifiers.component(name, endpoint, () -> inbox(log, name, endpoint), failed)));
        return loops;
    }

    private RolloutInbox inbox(EventLog log, String verifier, VerifierEndpoint endpoint) {
        int batch = endpoint.batchSize() * endpoint.concurrency();
        return new RolloutInbox(
                log.consumer(KafkaSettings.verifierConsumer(log, scorer, verifier, batch)),
                log.producer(KafkaSettings.verifierProducer(log, scorer, verifier)),
                HttpVerifiers.answers(log.topics()),
                new RolloutInbox.Batching(
                        batch, IDLE_POLL, endpoint.linger(), "errata.verifiers." + verifier + ".batch-size"));
    }

    private GroupRule groups(EventLog log) {
        return scorer.keepsGroups()
                ? new GroupRule(true, scorer.scalePositives(), rolloutPartitions(log))
                : GroupRule.none();
    }

    /**
     * The reward model's worker, not yet started.
     *
     * @throws IllegalArgumentException if no folder of a reward model is set
     */
    Component rewardModel(EventLog log, Consumer<Throwable> failed) {
        Path folder = worker.folder()
                .orElseThrow(() -> new IllegalArgumentException("This process serves the reward model but does not know"
                        + " its folder: set reward-model.folder, or scorer.role=topology."));
        Supplier<ReloadingRewardModel> load = () -> ReloadingRewardModel.load(folder, worker, run);
        RewardModelWire wire = new RewardModelWire(TopicSerdes.of(log), RecordLimit.of(log));
        Activity activity = new Activity(clock, "start");
        LoopThread.Body review = (stop, ready) -> {
            activity.waitFor("the reward model to load");
            try (ReloadingRewardModel models = load.get();
                    RolloutInbox inbox = inbox(log)) {
                RolloutReview reviewer = new RolloutReview(admission(), models::current, wire, clock, meters);
                ready.run();
                new RewardModelLoop(inbox, reviewer, activity).run(stop);
            } finally {
                activity.enter("nothing: the worker has ended");
            }
        };
        return new LoopThread("reward-model", activity, review, failed);
    }

    private RolloutInbox inbox(EventLog log) {
        return new RolloutInbox(
                log.consumer(KafkaSettings.workerConsumer(log, scorer, worker)),
                log.producer(KafkaSettings.workerProducer(log, scorer)),
                List.of(log.topics().rollouts().name()),
                new RolloutInbox.Batching(worker.batchSize(), IDLE_POLL, worker.linger(), "reward-model.batch-size"));
    }

    /**
     * Asks the broker, because the topic may have been created by another program with another number of partitions.
     */
    private static int rolloutPartitions(EventLog log) {
        String topic = log.topics().rollouts().name();
        long deadline = System.nanoTime() + BROKER_TIMEOUT.toNanos();
        try (var consumer = log.consumer(Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"))) {
            // A broker may take a moment to know a topic that was just created.
            while (System.nanoTime() < deadline) {
                int partitions = consumer.partitionsFor(topic, BROKER_TIMEOUT).size();
                if (partitions > 0) {
                    return partitions;
                }
                LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
            }
        }
        throw new KafkaException("The broker did not report the number of partitions of " + topic + " within "
                + BROKER_TIMEOUT.toSeconds() + " s: check errata.client.\"bootstrap.servers\" and the broker.");
    }
}
