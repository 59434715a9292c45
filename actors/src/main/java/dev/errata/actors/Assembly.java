package dev.errata.actors;

import dev.errata.actors.config.ActorConfig;
import dev.errata.actors.pacing.AdminOffsets;
import dev.errata.actors.pacing.Backlog;
import dev.errata.actors.pacing.BacklogStage;
import dev.errata.actors.pacing.Pace;
import dev.errata.actors.pacing.SamplingBudget;
import dev.errata.actors.passes.PartitionCursors;
import dev.errata.actors.progress.ActorProgress;
import dev.errata.actors.questions.Curriculum;
import dev.errata.actors.questions.FollowedAccuracy;
import dev.errata.actors.questions.QuestionDoor;
import dev.errata.actors.questions.QuestionLimits;
import dev.errata.actors.questions.QuestionReader;
import dev.errata.actors.questions.QuestionStream;
import dev.errata.actors.questions.TaskCheck;
import dev.errata.actors.rollouts.AnswerSampling;
import dev.errata.actors.rollouts.BatchSampling;
import dev.errata.actors.rollouts.Publication;
import dev.errata.actors.rollouts.Publication.Outlet;
import dev.errata.actors.sources.FollowedSettings;
import dev.errata.actors.sources.SourceTable;
import dev.errata.actors.weights.DevicePolicy;
import dev.errata.actors.weights.FollowPolicyUpdates;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.plugins.PlugIns;
import dev.errata.schemas.Question;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.SourceSettingsDeserializer;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.GroupPartitioner;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.RunConfig;
import dev.errata.service.RunLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;

/** Builds an actor's parts from its settings: connects to the log and creates missing topics. */
record Assembly(RunConfig run, ActorConfig actor, Clock clock) {

    /** Longest time that a plug-in may take to check one question. */
    private static final Duration PLUG_IN_TIMEOUT = Duration.ofSeconds(5);

    ActorParts parts(ActorProgress progress) {
        SamplingBudget budget = SamplingBudget.of(
                actor.maxStaleness(),
                actor.rolloutsPerVersion(),
                actor.answersPerQuestion(),
                actor.questionsPerBatch());
        SamplingSettings settings =
                new SamplingSettings(actor.temperature(), actor.topP(), actor.topK(), actor.maxNewTokens());
        ComputeThreads.configure(run.threads());
        EventLog events = RunLog.open(run);
        Topics topics = events.topics();
        FollowPolicyUpdates weights = new FollowPolicyUpdates(
                LatestRecords.of(events, topics.policyUpdates()),
                DevicePolicy.on(run.device()),
                progress,
                actor.firstWeightsTimeout());
        BatchSampling batch = BatchSampling.of(settings, actor.weightUpdates(), weights);
        return new ActorParts(
                weights,
                questions(events),
                pace(events, budget),
                new AnswerSampling(seedName(topics.run()), actor.id(), batch, clock),
                publication(events));
    }

    /** The first part of every sample's seed: the run and, if not 0, {@code actor.seed}. */
    private String seedName(String run) {
        return actor.seed() == 0 ? run : run + "#" + actor.seed();
    }

    private QuestionStream questions(EventLog events) {
        Topics topics = events.topics();
        Consumer<String, byte[]> consumer = events.consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                topics.group("actors"),
                // Static membership: an actor that restarts within the session timeout keeps its partitions.
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                actor.id(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                "10000",
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                "3000",
                // A fetch that waits at the end of one partition delays the next block of another, milliseconds.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                "100",
                // Longest time until a new questions topic is found, milliseconds.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                "3000",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                String.valueOf(actor.bufferedPerSource())));
        FollowedSettings settings = new FollowedSettings(
                new LatestRecords<>(events.consumer(Map.of()), topics.sources(), settingsReader(events)),
                actor.rolloutsPerVersion());
        return new QuestionStream(
                topics,
                new PartitionCursors(consumer, actor.maxQuestionBytes(), System::nanoTime),
                new SourceTable(topics, settings, actor.answersPerQuestion()),
                door(events),
                actor.bufferedPerSource());
    }

    private QuestionDoor door(EventLog events) {
        QuestionLimits limits =
                new QuestionLimits(actor.maxQuestionBytes(), actor.maxPromptTokens(), actor.maxNewTokens());
        Judge judge = Judge.strict().with(PlugIns.find(run.plugins(), PLUG_IN_TIMEOUT), 1);
        TaskCheck tasks =
                new TaskCheck(judge, run.externalTasks(), actor.needsReference().orElse(actor.rewardModel()));
        Topic<QuestionAccuracy> accuracies = events.topics().questionAccuracy();
        Curriculum curriculum = new FollowedAccuracy(() -> LatestRecords.of(events, accuracies), System::nanoTime);
        Deserializer<Question> avro =
                events.serde(events.topics().questions("any")).deserializer();
        return new QuestionDoor(
                new QuestionReader(avro, limits, tasks), curriculum, new DeadLetters("actor", clock), actor.id());
    }

    private static Deserializer<SourceSettings> settingsReader(EventLog events) {
        return new SourceSettingsDeserializer(
                events.serde(events.topics().sources()).deserializer());
    }

    private Pace pace(EventLog events, SamplingBudget budget) {
        Topics topics = events.topics();
        Backlog backlog =
                new Backlog(new AdminOffsets(events.admin(), () -> events.consumer(Map.of())), stages(topics));
        return new Pace(budget, backlog, topics.group("actors"), System::nanoTime);
    }

    /**
     * The queues between actor and learner; with {@code actor.reward-model=false} the reward model's is missing, and
     * those of the HTTP verifiers count.
     */
    List<BacklogStage> stages(Topics topics) {
        List<BacklogStage> stages = new ArrayList<>();
        String rollouts = topics.rollouts().name();
        if (actor.rewardModel()) {
            stages.add(new BacklogStage(topics.group("reward-model"), rollouts));
            stages.add(new BacklogStage(
                    topics.group("scoring"), topics.tokenRewards().name()));
        } else {
            stages.add(new BacklogStage(topics.group("scoring"), rollouts));
            run.verifiers()
                    .keySet()
                    .forEach(name -> stages.add(new BacklogStage(topics.group("verifier-" + name), rollouts)));
        }
        stages.add(new BacklogStage(
                topics.group("learner"), topics.scoredRollouts().name()));
        return stages;
    }

    private Publication publication(EventLog events) {
        Map<String, String> settings = new HashMap<>();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, events.topics().group("actors") + "." + actor.id());
        if (actor.groups()) {
            settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, GroupPartitioner.class.getName());
        }
        return new Publication(
                events.producer(settings),
                outlet(events, events.topics().rollouts()),
                outlet(events, events.topics().deadLetters()),
                outlet(events, events.topics().askedQuestions()));
    }

    private static <V extends SpecificRecord> Outlet<V> outlet(EventLog events, Topic<V> topic) {
        return new Outlet<>(topic, events.serde(topic).serializer());
    }
}
