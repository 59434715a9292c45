package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.questions.FollowedAccuracy;
import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.config.UnusableRewrites;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.RewriteRule;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.rewards.scoring.JoinSettings;
import dev.errata.rewards.scoring.ScoringCounters;
import dev.errata.rewards.scoring.ScoringTopology;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.VersionSpan;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.GroupPartitioner;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.RolloutIds;
import dev.errata.schemas.topics.TopicCreation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers go through the scoring topology and a real broker, and an actor's curriculum decides by their counts. */
class CurriculumOverBrokerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SOURCE = "made-up";
    private static final int QUESTIONS = 200;
    private static final int ASKS = 3;
    private static final int ANSWERS = 4;
    private static final SourceSettings SETTINGS = SourceSettings.newBuilder(Sources.defaults(SOURCE))
            .setSkipAlwaysRight(ASKS)
            .setSkipNeverRight(ASKS)
            .build();

    private final Path state;

    CurriculumOverBrokerTest(@TempDir Path state) {
        this.state = state;
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void everyAnswerIsCountedOnceAndTheCurriculumSkipsByTheCounts() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            EventLog log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "run");
            TopicCreation.ensure(log, (short) 1, log.topics().all());
            try (KafkaStreams scorer = new KafkaStreams(topology(log), settings(log))) {
                scorer.start();
                publish(log);
                awaitCounts(log);
            }
            assertThatTheCurriculumFollows(log);
        }
    }

    private static Topology topology(EventLog log) {
        Judge judge = Judge.strict();
        ScoringRules rules = new ScoringRules(
                new ScoringAdmission(judge, false),
                new RewardRule(RewardKind.INSTANCE, TokenRewardRule.defaults()),
                new RewriteRule(judge, UnusableRewrites.REJECT),
                new EditWeights(EditWeights.Style.CLEAN, 1, 0.5f),
                Clock.systemUTC());
        JoinSettings joining = new JoinSettings(GroupRule.none(), PATIENCE, RecordLimit.of(log), true);
        return new ScoringTopology(TopicSerdes.of(log), rules, joining, new ScoringCounters(new SimpleMeterRegistry()))
                .build();
    }

    private Properties settings(EventLog log) {
        Properties settings = new Properties();
        settings.putAll(log.client());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, log.topics().group("scoring"));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.PARTITIONER_CLASS_CONFIG),
                GroupPartitioner.class.getName());
        return settings;
    }

    private static void publish(EventLog log) throws Exception {
        var topic = log.topics().rollouts();
        try (var producer = log.producer(Map.of());
                var serde = log.serde(topic)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = 0; number < QUESTIONS * ASKS * ANSWERS; number++) {
                Rollout rollout = rollout(number / ANSWERS % QUESTIONS, number / ANSWERS / QUESTIONS, number % ANSWERS);
                sent.add(producer.send(new ProducerRecord<>(
                        topic.name(), rollout.getRolloutId(), serde.serializer().serialize(topic.name(), rollout))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static void awaitCounts(EventLog log) throws Exception {
        Map<String, QuestionAccuracy> newest = new HashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var counts = LatestRecords.of(log, log.topics().questionAccuracy())) {
            while (answers(newest) < QUESTIONS * ASKS * ANSWERS) {
                assertThat(System.nanoTime() - deadline)
                        .as("counted %d answers", answers(newest))
                        .isNegative();
                counts.poll(PATIENCE).forEach(one -> newest.put(one.getQuestionId(), one));
            }
        }
        assertThat(newest).hasSize(QUESTIONS);
        assertThat(newest.values()).allSatisfy(one -> {
            assertThat(one.getAnswers()).isEqualTo(ASKS * ANSWERS);
            assertThat(one.getRecent()).hasSize(ASKS);
        });
    }

    private static long answers(Map<String, QuestionAccuracy> counts) {
        return counts.values().stream().mapToLong(QuestionAccuracy::getAnswers).sum();
    }

    private static void assertThatTheCurriculumFollows(EventLog log) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (FollowedAccuracy curriculum =
                new FollowedAccuracy(() -> LatestRecords.of(log, log.topics().questionAccuracy()), System::nanoTime)) {
            for (int question = 0; question < QUESTIONS; question++) {
                while (!curriculum.skip(SETTINGS, "q" + question, ASKS).equals(expected(question))) {
                    assertThat(System.nanoTime() - deadline)
                            .as("question %d", question)
                            .isNegative();
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        }
    }

    private static Optional<SkipReason> expected(int question) {
        return switch (question % 3) {
            case 0 -> Optional.of(SkipReason.ALWAYS_RIGHT);
            case 1 -> Optional.of(SkipReason.NEVER_RIGHT);
            default -> Optional.empty();
        };
    }

    /** Every third question is always right, every third never, and every third in half of its answers. */
    private static Rollout rollout(int question, int ask, int sample) {
        boolean right = question % 3 == 0 || (question % 3 == 2 && sample % 2 == 0);
        return Rollout.newBuilder()
                .setRolloutId(RolloutIds.of("run.questions.made-up/0/" + question, ask, sample))
                .setQuestion(Question.newBuilder()
                        .setId("q" + question)
                        .setSource(SOURCE)
                        .setText("2*3")
                        .setGold("6")
                        .setTask("arithmetic")
                        .setAsk(ask)
                        .build())
                .setSampleIndex(sample)
                .setGroupSize(ANSWERS)
                .setPromptTokens(List.of(1))
                .setAnswerTokens(List.of(2))
                .setBehaviorLogProbs(List.of(-0.5f))
                .setVersionSpans(List.of(new VersionSpan(0, (long) ask)))
                .setSampling(new SamplingSettings(1.0, 1.0, 0, 8, 7L))
                .setFinishReason(FinishReason.STOP)
                .setAnswerText(right ? "2*3=6;####6" : "2*3=5;####5")
                .setActorId("actor-0")
                .setSampledAt(0)
                .build();
    }
}
