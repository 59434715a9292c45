package dev.errata.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.evaluator.benchmark.BenchmarkSuite;
import dev.errata.evaluator.benchmark.Benchmarks;
import dev.errata.evaluator.benchmark.Drawing;
import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.evaluator.benchmark.MeasuredPolicy;
import dev.errata.evaluator.grading.VerdictsMissingException;
import dev.errata.evaluator.progress.EvaluatorProgress;
import dev.errata.evaluator.report.Results;
import dev.errata.evaluator.versions.AnnouncedVersions;
import dev.errata.evaluator.versions.DueVersions;
import dev.errata.evaluator.versions.EvaluatedWeights;
import dev.errata.evaluator.versions.VersionChoice;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.UpdateKind;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EvaluationLoopTest {

    /** SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Topics topics = new Topics("");
    private final MockConsumer<String, byte[]> updates = consumer("policy-updates");
    private final MockConsumer<String, byte[]> earlier = consumer("evaluations");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final EvaluatorProgress progress = new EvaluatorProgress(Clock.systemUTC());
    private final List<Path> loaded = new ArrayList<>();
    private int silentJudgements;
    private int stopAfter;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path store;

    @Test
    void theStartPolicyAndThenTheNewestAreMeasuredBothWays() throws IOException {
        announce(0, 1, 9);

        run(2);

        assertThat(keys())
                .containsExactly("held-out/0/GREEDY", "held-out/0/SAMPLED", "held-out/9/GREEDY", "held-out/9/SAMPLED");
        assertThat(producer.commitCount()).isEqualTo(2);
        assertThat(loaded).extracting(Path::getFileName).map(Path::toString).containsExactly("v0", "v9");
    }

    @Test
    void versionsMeasuredBeforeARestartAreNotMeasuredAgain() throws IOException {
        announce(0, 8);
        Evaluation before =
                new Evaluation("held-out", 0L, EvaluationMode.GREEDY, 1, 1, 0.5, 0.5, 0.0, 1.0, List.of(), 1.0, 0L);
        onFirstPoll(earlier, "evaluations", List.of(before));

        run(1);

        assertThat(keys()).containsExactly("held-out/8/GREEDY", "held-out/8/SAMPLED");
    }

    @Test
    void aVersionWithoutVerdictsIsTriedTwiceAndThenSkipped() throws IOException {
        announce(0, 8);
        silentJudgements = 2;

        run(1);

        assertThat(keys()).containsExactly("held-out/8/GREEDY", "held-out/8/SAMPLED");
        assertThat(loaded).hasSize(3);
        assertThat(progress.skippedVersions()).isEqualTo(1);
    }

    @Test
    void aVersionWithPrunedWeightsIsSkipped() throws IOException {
        announce(0, 8);
        Files.delete(store.resolve("v0").resolve("model.safetensors"));

        run(1);

        assertThat(keys()).containsExactly("held-out/8/GREEDY", "held-out/8/SAMPLED");
    }

    @Test
    void aVersionIsMeasuredOnEverySetAndPublishedAtOnce() throws IOException {
        announce(0);

        run(1, set("held-out"), set("harder"), set("unseen-form"));

        assertThat(keys())
                .containsExactly(
                        "held-out/0/GREEDY",
                        "held-out/0/SAMPLED",
                        "harder/0/GREEDY",
                        "harder/0/SAMPLED",
                        "unseen-form/0/GREEDY",
                        "unseen-form/0/SAMPLED");
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(loaded).hasSize(1);
    }

    private static HeldOut set(String name) {
        return new HeldOut(
                name,
                List.of(Question.newBuilder()
                        .setId("1")
                        .setSource(name)
                        .setText("2?")
                        .setGold("2")
                        .build()));
    }

    private void run(int measurements) {
        run(measurements, set("held-out"));
    }

    private void run(int measurements, HeldOut... sets) {
        stopAfter = 2 * sets.length * measurements;
        StopSignal stop = new StopSignal();
        DueVersions versions = new DueVersions(
                new AnnouncedVersions(
                        new LatestRecords<>(updates, topics.policyUpdates(), reader(PolicyUpdate.class)),
                        Clock.systemUTC()),
                new VersionChoice(8, Duration.ofDays(1)),
                new FakeWeights());
        BenchmarkSuite suite = BenchmarkSuite.of(
                new Benchmarks(List.of(sets)),
                List.of(Drawing.greedy(56), Drawing.sampled(1, 56)),
                this::grade,
                Clock.systemUTC(),
                () -> {});
        Results results = new Results(
                new LatestRecords<>(earlier, topics.evaluations(), reader(Evaluation.class)),
                topics.evaluations(),
                producer,
                (topic, evaluation) -> {
                    if (--stopAfter == 0) {
                        stop.request();
                    }
                    return new byte[] {1};
                });

        new EvaluationLoop(versions, suite, results, progress).run(stop);
    }

    private Map<String, Verdict> grade(List<Rollout> rollouts) {
        if (silentJudgements > 0) {
            silentJudgements--;
            throw new VerdictsMissingException("The judge is silent.");
        }
        return rollouts.stream().collect(Collectors.toMap(Rollout::getRolloutId, one -> Verdict.newBuilder()
                .setRolloutId(one.getRolloutId())
                .setCorrect(true)
                .setExtractedAnswer("2")
                .setJudgedAt(0L)
                .build()));
    }

    private void announce(long... versions) throws IOException {
        List<PolicyUpdate> announced = new ArrayList<>();
        for (long version : versions) {
            Path folder = Files.createDirectory(store.resolve("v" + version));
            Files.writeString(folder.resolve("model.safetensors"), "abc");
            announced.add(
                    new PolicyUpdate(version, folder.toUri().toString(), ABC, 3L, UpdateKind.FULL, 0L, 0L, 0L, 0L));
        }
        onFirstPoll(updates, "policy-updates", announced);
    }

    /** Values travel as their Java text: the log's encoding is not the subject here. */
    private final List<Object> sent = new ArrayList<>();

    private void onFirstPoll(MockConsumer<String, byte[]> consumer, String topic, List<?> values) {
        consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), (long) values.size()));
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < values.size(); offset++) {
                sent.add(values.get(offset));
                byte[] index = String.valueOf(sent.size() - 1).getBytes(StandardCharsets.UTF_8);
                consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, "key", index));
            }
        });
    }

    private <V> Deserializer<V> reader(Class<V> type) {
        return (topic, bytes) -> type.cast(sent.get(Integer.parseInt(new String(bytes, StandardCharsets.UTF_8))));
    }

    private List<String> keys() {
        return producer.history().stream().map(ProducerRecord::key).toList();
    }

    private static MockConsumer<String, byte[]> consumer(String topic) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        return consumer;
    }

    private final class FakeWeights implements EvaluatedWeights {
        @Override
        public MeasuredPolicy load(Path folder) {
            loaded.add(folder);
            return new FakePolicy();
        }

        @Override
        public void close() {}
    }
}
