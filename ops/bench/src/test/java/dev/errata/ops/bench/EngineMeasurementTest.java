package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.ops.bench.EngineMeasurement.Repetitions;
import dev.errata.ops.bench.EngineMeasurement.Run;
import dev.errata.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks of a tiny network do the work that they count; nothing here looks at time. */
class EngineMeasurementTest {

    private static final int VOCABULARY = 64;
    private static final long SEED = 1;

    private final BenchNetwork tiny = TinyNetwork.ofVocabulary(VOCABULARY);

    @Test
    void equalAnswersAreAllSampledToTheEnd() {
        SampleWorkload workload = SampleWorkload.equal(5, 3, 40, VOCABULARY, SEED);
        assertThat(once(tiny, workload)
                        .run(policy -> new SampleBenchmark(policy, workload, SEED), times(0, 2), (d, t) -> {})
                        .runs())
                .hasSize(2)
                .extracting(run -> run.work().tokens())
                .containsOnly(5L * 40);
    }

    @Test
    void mixedAnswersStopEarlyAndAreTheSameInEveryRepetition() {
        SampleWorkload workload = SampleWorkload.mixed(VOCABULARY, SEED);
        List<Run> runs = once(tiny, workload)
                .run(policy -> new SampleBenchmark(policy, workload, SEED), times(0, 2), (d, t) -> {})
                .runs();
        // 30 tokens per answer on average if stop tokens were exactly as probable as the others.
        assertThat(runs.get(0).work().tokens()).isBetween(256L * 15, 256L * 60);
        assertThat(runs.get(1).work()).isEqualTo(runs.get(0).work());
    }

    @Test
    void aTrainingStepLowersTheLossAndTheFirstOneIsReported() {
        BatchWorkload workload = BatchWorkload.equal(4, 16, VOCABULARY, SEED);
        EngineMeasurement.Result result =
                once(tiny, workload).run(policy -> new TrainStepBenchmark(policy, workload), times(1, 3), (d, t) -> {});
        assertThat(result.runs()).hasSize(3).allMatch(run -> run.work().check() < result.check());
        assertThat(result.gemmPeak()).isPositive();
    }

    @Test
    void progressEndsWithAllRepetitionsDone() {
        List<String> heard = new ArrayList<>();
        BatchWorkload workload = BatchWorkload.equal(2, 8, VOCABULARY, SEED);
        once(tiny, workload)
                .run(
                        policy -> new LogProbsBenchmark(policy, workload),
                        times(1, 1),
                        (done, total) -> heard.add(done + "/" + total));
        assertThat(heard).containsExactly("0/2", "1/2", "2/2");
    }

    @Test
    void anExportedModelGivesTheSameNumbersAsTheSeed(@TempDir Path temporary) throws Exception {
        BatchWorkload workload = BatchWorkload.equal(4, 16, VOCABULARY, SEED);
        Path folder = temporary.resolve("exported");
        once(tiny, workload).export(folder);
        assertThat(folder.resolve(WorkloadFile.NAME)).isRegularFile();
        assertThat(check(BenchNetwork.named(folder.toString()), workload)).isEqualTo(check(tiny, workload));
    }

    @Test
    void aCheckpointStopsAtTheTokensOfTheWorkloadAndStaysUnchanged(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("exported");
        SampleWorkload stopping = SampleWorkload.mixed(VOCABULARY, SEED);
        once(tiny, stopping).export(folder);
        String generation = Files.readString(folder.resolve("generation_config.json"));
        SampleWorkload endless = SampleWorkload.equal(3, 3, 40, VOCABULARY, SEED);
        try (Policy policy = BenchNetwork.named(folder.toString()).open(SEED, "cpu")) {
            assertThat(new SampleBenchmark(policy, endless, SEED).run().tokens())
                    .isEqualTo(3 * 40);
        }
        assertThat(folder.resolve("generation_config.json")).hasContent(generation);
    }

    @Test
    void aFolderThatExistsIsNotOverwritten(@TempDir Path temporary) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        once(tiny, BatchWorkload.equal(1, 8, VOCABULARY, SEED)).export(temporary))
                .withMessageContaining("exists already");
    }

    @Test
    void zeroTimedRepetitionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> times(1, 0)).withMessageContaining("--repetitions is 0");
    }

    private static double check(BenchNetwork network, BatchWorkload workload) {
        try (Policy policy = network.open(SEED, "cpu")) {
            return new LogProbsBenchmark(policy, workload).run().check();
        }
    }

    private static EngineMeasurement once(BenchNetwork network, Workload workload) {
        return new EngineMeasurement(network, workload, SEED, "cpu");
    }

    private static Repetitions times(int warmUp, int timed) {
        return new Repetitions(warmUp, timed);
    }
}
