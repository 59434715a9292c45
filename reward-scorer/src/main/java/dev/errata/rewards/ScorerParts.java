package dev.errata.rewards;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.rewrite.GenerativeRewardModel;
import dev.errata.rewards.config.RewardModelConfig;
import dev.errata.rewards.config.RunConfig;
import dev.errata.rewards.config.ScorerConfig;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.RewriteRule;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.rewards.scoring.JoinSettings;
import dev.errata.rewards.scoring.ScoringCounters;
import dev.errata.rewards.scoring.ScoringTopology;
import dev.errata.rewards.worker.Progress;
import dev.errata.rewards.worker.ReloadingRewardModel;
import dev.errata.rewards.worker.RewardModelWire;
import dev.errata.rewards.worker.RolloutInbox;
import dev.errata.rewards.worker.RolloutReview;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.Topology;

/** Builds the parts of the reward scorer from their settings. */
@ApplicationScoped
public class ScorerParts {

    private static final Duration IDLE_POLL = Duration.ofMillis(250);
    private static final Duration BROKER_ANSWER = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final RunConfig run;
    private final ScorerConfig scorer;
    private final RewardModelConfig worker;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();

    /** The settings come from the service's configuration. */
    public ScorerParts(RunConfig run, ScorerConfig scorer, RewardModelConfig worker, MeterRegistry meters) {
        this.run = run;
        this.scorer = scorer;
        this.worker = worker;
        this.meters = meters;
    }

    EventLog log() {
        return new EventLog(new Topics(run.run().orElse("")), run.client());
    }

    /** The scoring topology, not yet started; the topics are there. */
    ScorerPart topology(Consumer<Throwable> failed) {
        EventLog log = log();
        RewardRule rewards = new RewardRule(
                scorer.rewards(), new TokenRewardRule(scorer.alpha(), scorer.beta(), scorer.untilFirstError()));
        EditWeights weights = new EditWeights(scorer.editStyle(), scorer.editedWeight(), scorer.keptWeight());
        GroupRule groups = scorer.keepsGroups()
                ? new GroupRule(true, scorer.scalePositives(), rolloutPartitions(log))
                : GroupRule.none();
        ScoringAdmission admission = admission();
        RewriteRule rewrites = new RewriteRule(admission.judge(), scorer.unusableRewrites());
        ScoringRules rules = new ScoringRules(admission, rewards, rewrites, weights, clock);
        JoinSettings joining = new JoinSettings(groups, scorer.timeout(), RecordLimit.of(log));
        Topology topology =
                new ScoringTopology(TopicSerdes.of(log), rules, joining, new ScoringCounters(meters)).build();
        return new TopologyPart(
                topology, KafkaSettings.streams(log, scorer, run.replication()), progress("broker"), failed);
    }

    /**
     * The reward model's worker, not yet started.
     *
     * @throws IllegalArgumentException if no reward model's folder is set
     */
    ScorerPart rewardModel(Consumer<Throwable> failed) {
        EventLog log = log();
        Path folder = worker.folder()
                .orElseThrow(() -> new IllegalArgumentException("This process serves the reward model but does not know"
                        + " where it lies: set reward-model.folder, or scorer.role=topology."));
        var limits = new GenerativeRewardModel.Limits(
                worker.maxPromptTokens(), worker.maxRewriteTokens(), worker.cacheSize());
        RewardModelWire wire = new RewardModelWire(TopicSerdes.of(log), RecordLimit.of(log));
        return new RewardModelPart(
                () -> new ReloadingRewardModel(
                        folder,
                        worker.reloadEvery(),
                        () -> GenerativeRewardModel.load(
                                folder, run.device(), run.threads(), limits, worker.locating()),
                        System::nanoTime),
                models -> new RolloutReview(admission(), models::current, wire, clock, meters),
                () -> inbox(log),
                progress("start"),
                failed);
    }

    private RolloutInbox inbox(EventLog log) {
        return new RolloutInbox(
                log.consumer(KafkaSettings.workerConsumer(log, scorer, worker)),
                log.producer(KafkaSettings.workerProducer(log, scorer)),
                log.topics().rollouts().name(),
                new RolloutInbox.Batching(worker.batchSize(), IDLE_POLL, worker.linger()));
    }

    /** The topic may have been made by somebody else, with more partitions than ours. */
    private static int rolloutPartitions(EventLog log) {
        String topic = log.topics().rollouts().name();
        long deadline = System.nanoTime() + BROKER_ANSWER.toNanos();
        try (var consumer = log.consumer(Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"))) {
            // A broker may hear a moment late of a topic that was just made.
            while (System.nanoTime() < deadline) {
                int partitions = consumer.partitionsFor(topic, BROKER_ANSWER).size();
                if (partitions > 0) {
                    return partitions;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
        throw new KafkaException(
                "The broker did not tell the partitions of " + topic + " within " + BROKER_ANSWER + ".");
    }

    private ScoringAdmission admission() {
        return new ScoringAdmission(Judge.of(scorer.tolerantMath(), scorer.compatChoice()), scorer.rejectsDuplicates());
    }

    private Progress progress(String first) {
        return new Progress(clock, first);
    }
}
