package dev.errata.actors;

import dev.errata.actors.config.ActorConfig;
import dev.errata.actors.config.RunConfig;
import dev.errata.actors.pacing.AdminOffsets;
import dev.errata.actors.pacing.Admission;
import dev.errata.actors.pacing.Backlog;
import dev.errata.actors.pacing.Pace;
import dev.errata.actors.pacing.Stage;
import dev.errata.actors.progress.Progress;
import dev.errata.actors.progress.ProgressLog;
import dev.errata.actors.questions.QuestionLimits;
import dev.errata.actors.questions.QuestionStream;
import dev.errata.actors.rollouts.AnswerSampling;
import dev.errata.actors.rollouts.BatchSampling;
import dev.errata.actors.rollouts.Publication;
import dev.errata.actors.rollouts.Publication.Outlet;
import dev.errata.actors.weights.FollowPolicyUpdates;
import dev.errata.actors.weights.LoadedPolicy;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.GroupPartitioner;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Puts an actor together from its settings: connects to the log and creates the topics that are missing. */
record Assembly(RunConfig run, ActorConfig actor, Clock clock) {

    Parts parts(Progress progress, ProgressLog log) {
        Admission admission = new Admission(
                actor.maxStaleness(),
                actor.rolloutsPerVersion(),
                actor.answersPerQuestion(),
                Math.multiplyExact(actor.questionsPerBatch(), actor.answersPerQuestion()));
        SamplingSettings settings =
                new SamplingSettings(actor.temperature(), actor.topP(), actor.topK(), actor.maxNewTokens());
        ComputeThreads.configure(run.threads());
        EventLog events = new EventLog(new Topics(run.run().orElse("")), run.client());
        Topics topics = events.topics();
        TopicCreation.ensure(events, run.replication(), topics.all());
        FollowPolicyUpdates weights = new FollowPolicyUpdates(
                LatestRecords.of(events, topics.policyUpdates()), LoadedPolicy.on(run.device()), progress);
        BatchSampling batch = BatchSampling.of(settings, actor.weightUpdates(), weights);
        return new Parts(
                weights,
                questions(events),
                pace(events, admission),
                new AnswerSampling(seedName(topics.run()), actor.id(), actor.answersPerQuestion(), batch, clock),
                publication(events),
                progress,
                log,
                attempts(),
                attempts(),
                actor.answersPerQuestion(),
                actor.firstWeightsTimeout());
    }

    private static Attempts attempts() {
        return new Attempts(5, 1000);
    }

    /** What every sample's seed begins with: the run, and the number that tells repetitions of a run apart. */
    private String seedName(String run) {
        return actor.seed() == 0 ? run : run + "#" + actor.seed();
    }

    private QuestionStream questions(EventLog events) {
        Consumer<String, byte[]> consumer = events.consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, events.topics().group("actors"),
                // Static membership: an actor that comes back within the session keeps its partitions.
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, actor.id(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000",
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000",
                // How soon a new questions topic is found.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, "3000",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(actor.bufferedPerSource())));
        QuestionLimits limits =
                new QuestionLimits(actor.maxQuestionBytes(), actor.maxPromptTokens(), actor.maxNewTokens());
        return new QuestionStream(
                events.topics(),
                consumer,
                events.serde(events.topics().questions("any")).deserializer(),
                limits,
                actor.bufferedPerSource(),
                clock);
    }

    private Pace pace(EventLog events, Admission admission) {
        Topics topics = events.topics();
        Backlog backlog =
                new Backlog(new AdminOffsets(events.admin(), () -> events.consumer(Map.of())), stages(topics));
        return new Pace(admission, backlog, topics.group("actors"), System::nanoTime);
    }

    /** The queues on the way to the learner: a score needs the reward model's word, or the verdict alone. */
    List<Stage> stages(Topics topics) {
        Stage training =
                new Stage(topics.group("learner"), topics.scoredRollouts().name());
        return actor.rewardModel()
                ? List.of(
                        new Stage(
                                topics.group("reward-model"), topics.rollouts().name()),
                        new Stage(topics.group("scoring"), topics.tokenRewards().name()),
                        training)
                : List.of(new Stage(topics.group("scoring"), topics.rollouts().name()), training);
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
                outlet(events, events.topics().deadLetters()));
    }

    private static <V extends SpecificRecord> Outlet<V> outlet(EventLog events, Topic<V> topic) {
        return new Outlet<>(topic, events.serde(topic).serializer());
    }
}
