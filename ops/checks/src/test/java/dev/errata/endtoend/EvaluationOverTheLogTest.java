package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.evaluator.benchmark.BenchmarkPlan;
import dev.errata.evaluator.benchmark.BenchmarkReader;
import dev.errata.evaluator.benchmark.FewShot;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import dev.errata.evaluator.comparison.AnswerSet;
import dev.errata.evaluator.comparison.Comparison;
import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.evaluation.LoggedAnswers;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Benchmarks are read from topics, and measured versions compared from the log, over a real broker. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EvaluationOverTheLogTest {

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static EventLog log;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
        log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "measured");
        TopicCreation.ensure(log, (short) 1, log.topics().all());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aTopicThatGrowsKeepsTheQuestionsOfEarlierResults() throws Exception {
        Topic<Question> topic = log.topics().questions("quiz");
        TopicCreation.ensure(log, (short) 1, List.of(topic));
        for (int i = 0; i < 20; i++) {
            send(topic, "q" + i, avro(topic, question("q" + i)));
        }
        send(topic, "plain", json("{\"text\": \"How much is 3 + 4?\", \"gold\": \"7\"}"));
        BenchmarkReader reader = new BenchmarkReader(Optional.of(log), () -> {});
        MeasuredBenchmark before = reader.read(plan("quiz"));
        assertThat(before.questions()).hasSize(21 - 2).allMatch(one -> one.getSource()
                .equals("exam"));
        assertThat(before.prompts().examples()).hasSize(2);

        send(topic, "q0", avro(topic, question("q0")));
        for (int i = 20; i < 40; i++) {
            send(topic, "q" + i, avro(topic, question("q" + i)));
        }

        assertThat(reader.read(plan(topic.name())).questions()).hasSize(41 - 2);
        MeasuredBenchmark pinned = reader.read(plan("quiz"), Optional.of(before.questionSet()));
        assertThat(pinned.questions()).isEqualTo(before.questions());
        assertThat(pinned.prompts()).isEqualTo(before.prompts());
        assertThat(pinned.remarks()).contains("The topic has grown; its first 21 questions are used, as before.");
    }

    @Test
    void aTopicThatIsMissingOrHasARecordThatIsNoQuestionIsRefused() throws Exception {
        BenchmarkReader reader = new BenchmarkReader(Optional.of(log), () -> {});
        assertThatThrownBy(() -> reader.read(plan("nothing")))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("measured.questions.nothing");

        Topic<Question> topic = log.topics().questions("spoiled");
        TopicCreation.ensure(log, (short) 1, List.of(topic));
        send(topic, "a", json("{\"text\": \"How much?\"}"));
        assertThatThrownBy(() -> reader.read(plan("spoiled")))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("Offset 0 of measured.questions.spoiled-");
    }

    @Test
    void versionsAreComparedFromTheirAnswersAndVerdictsOnTheLog() throws Exception {
        for (int i = 0; i < 40; i++) {
            answer("0", i, i % 2 == 0);
            answer("8", i, i % 2 == 0 || i < 20);
        }

        Map<String, Map<EvaluationMode, AnswerSet>> answers = LoggedAnswers.read(log, "held-out", List.of("0", "8"));

        Comparison comparison = Comparison.of(greedy(answers, "0"), greedy(answers, "8"));
        assertThat(comparison.pairs()).isEqualTo(new Comparison.Pairs(40, 0.5, 0.75, 0, 0));
        assertThat(comparison.rose()).isEqualTo(10);
        assertThat(comparison.difference().significant()).isTrue();
        assertThatThrownBy(() -> LoggedAnswers.read(log, "held-out", List.of("0", "16")))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("The log has no answers of version 16 on the benchmark 'held-out': choose from 0, 8.");
    }

    private static AnswerSet greedy(Map<String, Map<EvaluationMode, AnswerSet>> answers, String version) {
        return Objects.requireNonNull(
                Objects.requireNonNull(answers.get(version)).get(EvaluationMode.GREEDY));
    }

    private static void answer(String version, int number, boolean correct) throws Exception {
        String id = "evaluation/held-out/" + version + "/greedy/q" + number + "#0";
        Topic<Rollout> rollouts = log.topics().evaluationRollouts();
        Topic<Verdict> verdicts = log.topics().evaluationVerdicts();
        Rollout rollout = Rollout.newBuilder()
                .setRolloutId(id)
                .setQuestion(question("q" + number))
                .setSampleIndex(0)
                .setPromptTokens(List.of(1))
                .setAnswerTokens(List.of(2))
                .setBehaviorLogProbs(List.of(-1f))
                .setVersionSpans(List.of())
                .setSampling(new SamplingSettings(0.0, 1.0, 0, 56, 0L))
                .setFinishReason(FinishReason.STOP)
                .setAnswerText("answer")
                .setActorId("evaluator")
                .setSampledAt(0)
                .build();
        send(rollouts, id, avro(rollouts, rollout));
        Verdict verdict = Verdict.newBuilder()
                .setRolloutId(id)
                .setCorrect(correct)
                .setJudgedAt(0)
                .build();
        send(verdicts, id, avro(verdicts, verdict));
    }

    private static BenchmarkPlan plan(String topic) {
        return new BenchmarkPlan(
                "exam",
                Optional.empty(),
                Optional.of(topic),
                Optional.empty(),
                OptionalInt.empty(),
                new FewShot(2, 1, Optional.empty()),
                Optional.empty());
    }

    private static Question question(String id) {
        return Question.newBuilder()
                .setId(id)
                .setSource("quiz")
                .setText("What is the number of " + id + "?")
                .setGold(id.substring(1))
                .build();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <V extends SpecificRecord> byte[] avro(Topic<V> topic, V value) {
        return log.serde(topic).serializer().serialize(topic.name(), value);
    }

    private static void send(Topic<?> topic, String key, byte[] value) throws Exception {
        try (Producer<String, byte[]> producer = log.producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get(30, TimeUnit.SECONDS);
        }
    }
}
