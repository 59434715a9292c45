package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.VersionSpan;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A verifier over HTTP that is slow, wrong in format and down for a time, and a reward scorer that is killed meanwhile:
 * the log must hold exactly one true verdict on each answer. The scorer is the packaged one, and has a plug-in too.
 *
 * <p>The build runs a short form. The long one, with 10,000 answers and 30 s: {@code -Derrata.verifier.answers=10000
 * -Derrata.verifier.outage=PT30S}; it prints throughput and waiting.
 */
class VerifierOutageTest {

    private static final int ANSWERS = Integer.getInteger("errata.verifier.answers", 1_000);
    private static final Duration OUTAGE = Duration.parse(System.getProperty("errata.verifier.outage", "PT2S"));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PUZZLES = 8;

    private final Path folder;

    VerifierOutageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void eachAnswerHasExactlyOneTrueVerdictThroughAnOutageAndAKill() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                FaultyVerifier verifier = new FaultyVerifier(Duration.ofMillis(20))) {
            EventLog log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "");
            TopicCreation.ensure(log, (short) 1, log.topics().all());
            publishAnswers(log);
            int port = freePort();
            Map<String, String> settings = settings(log, verifier);
            Path output = folder.resolve("scorer.txt");
            long start = System.nanoTime();
            ScorerProcess first = ScorerProcess.start(output, port, settings);
            await(
                    "a fifth of the verdicts",
                    first,
                    () -> count(log, log.topics().verdicts()) >= ANSWERS / 5);
            first.kill();
            try (ScorerProcess second = ScorerProcess.start(output, port, settings)) {
                await(
                        "verdicts after the kill",
                        second,
                        () -> second.metric("errata_verifier_answers_total", "outcome=\"judged\"") > 0);
                Thread outage = new Thread(() -> goDown(verifier), "outage");
                outage.start();
                await("the health page to name the outage", second, () -> second.page("/q/health")
                        .contains("verifier 'digits', which is down: "));
                await(
                        "the outage on the metrics",
                        second,
                        () -> second.metric("errata_verifier_down_seconds", "digits") > 0);
                outage.join();
                await(
                        "all outcomes",
                        second,
                        () -> count(log, log.topics().scoredRollouts())
                                        + count(log, log.topics().rejectedRollouts())
                                >= ANSWERS + PUZZLES);
                report(second, Duration.ofNanos(System.nanoTime() - start));
            }
            assertThatTheLogIsTrue(log);
        }
    }

    private static void goDown(FaultyVerifier verifier) {
        try {
            verifier.beDown(OUTAGE);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Map<String, String> settings(EventLog log, FaultyVerifier verifier) throws IOException {
        Path plugIns = Files.createDirectories(folder.resolve("plug-ins"));
        Path target = ScorerProcess.repository().resolve("tasks/countdown/target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("countdown-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("tasks/countdown is not packaged: run './mvnw verify'."));
            Files.copy(jar, plugIns.resolve("countdown.jar"));
        }
        String prefix = "errata.verifiers.digits.";
        return Map.of(
                "errata.client.\"bootstrap.servers\"",
                log.client().get("bootstrap.servers"),
                "errata.client.\"schema.registry.url\"",
                log.client().get("schema.registry.url"),
                "errata.plugins",
                plugIns.toString(),
                "scorer.rewards",
                "instance",
                "scorer.id",
                "scorer-0",
                "scorer.state-dir",
                folder.resolve("streams").toString(),
                prefix + "url",
                "http://127.0.0.1:" + verifier.port() + "/verify",
                prefix + "tasks",
                "digits",
                prefix + "first-wait",
                "PT0.05S",
                prefix + "longest-wait",
                "PT1S");
    }

    private static void publishAnswers(EventLog log) throws Exception {
        Topic<Rollout> topic = log.topics().rollouts();
        Serializer<Rollout> serializer = log.serde(topic).serializer();
        try (Producer<String, byte[]> producer = log.producer(Map.of())) {
            for (int answer = 0; answer < ANSWERS + PUZZLES; answer++) {
                boolean puzzle = answer >= ANSWERS;
                Rollout rollout = rollout(
                        (puzzle ? "puzzle/0/" : "digits/0/") + answer + "#0",
                        puzzle ? "countdown" : "digits",
                        puzzle ? (answer % 2 == 0 ? "(2+3)*4" : "2+3+4") : String.valueOf(answer));
                var unused = producer.send(new ProducerRecord<>(
                        topic.name(), answer % 4, rollout.getRolloutId(), serializer.serialize(topic.name(), rollout)));
            }
            producer.flush();
        }
    }

    private static Rollout rollout(String id, String task, String answer) {
        return Rollout.newBuilder()
                .setRolloutId(id)
                .setQuestion(Question.newBuilder()
                        .setId(id)
                        .setSource(task)
                        .setText("Use [2, 3, 4] once each.")
                        .setGold(task.equals("countdown") ? "20" : "")
                        .setTask(task)
                        .build())
                .setSampleIndex(0)
                .setPromptTokens(List.of(1))
                .setAnswerTokens(List.of(3, 2))
                .setBehaviorLogProbs(List.of(-0.1f, -0.1f))
                .setVersionSpans(List.of(new VersionSpan(0, 1L)))
                .setSampling(new SamplingSettings(1.0, 1.0, 0, 56, 7L))
                .setFinishReason(FinishReason.STOP)
                .setAnswerText(answer)
                .setActorId("actor-0")
                .setSampledAt(0L)
                .build();
    }

    private static void assertThatTheLogIsTrue(EventLog log) {
        List<Verdict> verdicts = read(log, log.topics().verdicts());
        assertThat(verdicts)
                .extracting(Verdict::getRolloutId)
                .doesNotHaveDuplicates()
                .hasSize(ANSWERS);
        for (Verdict verdict : verdicts) {
            int answer = Integer.parseInt(verdict.getRolloutId().replaceAll("digits/0/|#0", ""));
            assertThat(verdict.getVerifier()).isEqualTo("digits");
            if (FaultyVerifier.isHopeless(answer)) {
                assertThat(verdict.getFailure()).contains("gave no usable verdict in 3 attempts");
            } else {
                assertThat(verdict.getFailure()).isNull();
                assertThat(verdict.getScore())
                        .isEqualTo(FaultyVerifier.isScored(answer) ? FaultyVerifier.score(answer) : null);
                assertThat(verdict.getCorrect())
                        .isEqualTo(!FaultyVerifier.isScored(answer) || FaultyVerifier.score(answer) == 1);
            }
        }
        List<RejectedRollout> rejected = read(log, log.topics().rejectedRollouts());
        assertThat(rejected)
                .hasSize((ANSWERS + 499) / 500)
                .extracting(RejectedRollout::getReason)
                .containsOnly(RejectionReason.NO_VERDICT);
        List<ScoredRollout> scored = read(log, log.topics().scoredRollouts());
        assertThat(scored)
                .extracting(score -> score.getRollout().getRolloutId())
                .doesNotHaveDuplicates()
                .hasSize(ANSWERS + PUZZLES - rejected.size());
        assertThat(scored)
                .filteredOn(score -> score.getRollout().getRolloutId().startsWith("puzzle"))
                .allSatisfy(score -> assertThat(score.getCorrect())
                        .isEqualTo(score.getRollout().getAnswerText().equals("(2+3)*4")));
    }

    private static void report(ScorerProcess scorer, Duration took) throws InterruptedException {
        double judged = scorer.metric("errata_verifier_answers_total", "outcome=\"judged\"");
        double asking = scorer.metric("errata_verifier_call_seconds_sum", "outcome=\"ok\"");
        assertThat(judged).isPositive();
        assertThat(scorer.metric("errata_verifier_waiting", "digits")).isZero();
        System.out.printf(
                "%d answers in %.1f s, with two starts of the scorer and an outage of %d s; since the kill %.0f answers"
                        + " judged, %.0f verdicts asked for again, %.1f s in successful requests%n",
                ANSWERS,
                took.toMillis() / 1e3,
                OUTAGE.toSeconds(),
                judged,
                scorer.metric("errata_verifier_problems_total", "digits"),
                asking);
    }

    private static int count(EventLog log, Topic<?> topic) {
        int[] records = new int[1];
        drain(log, topic, record -> records[0]++);
        return records[0];
    }

    private static <V extends SpecificRecord> List<V> read(EventLog log, Topic<V> topic) {
        Deserializer<V> deserializer = log.serde(topic).deserializer();
        List<V> values = new ArrayList<>();
        drain(log, topic, record -> values.add(deserializer.deserialize(topic.name(), record.value())));
        return values;
    }

    /** Reads what is committed now. */
    private static void drain(
            EventLog log, Topic<?> topic, java.util.function.Consumer<ConsumerRecord<String, byte[]>> to) {
        try (Consumer<String, byte[]> consumer = log.consumer(Map.of())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(to);
            }
        }
    }

    /** A condition that is asked for again and again. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, ScorerProcess scorer, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(scorer.isAlive())
                    .as("waiting for " + what + ":\n" + scorer.printed())
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("waiting for " + what + ":\n" + scorer.printed())
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
