package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.ops.bench.EngineMeasurement.Result;
import dev.errata.ops.bench.EngineMeasurement.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of a made-up result: 100 tokens and 3 GFLOP per repetition, in 0.5, 1 and 2 seconds. */
class BenchmarkReportTest {

    private static final Work WORK = new Work(100, 3e9, 0.25);

    private final BenchmarkReport report = new BenchmarkReport(
            "train-step",
            new EngineMeasurement(BenchNetwork.named("A"), BatchWorkload.equal(2, 50, 512, 1), 1, "cpu"),
            2,
            new Result(
                    "vector",
                    1.23456789,
                    List.of(new Run(1, WORK), new Run(0.5, WORK), new Run(2, WORK)),
                    12,
                    Double.NaN,
                    456.7));

    @Test
    void jsonIsOneLineWithTheAgreedFields() throws Exception {
        assertThat(report.json()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("tokens_per_s").toString())
                .isEqualTo("{\"min\":50,\"median\":100,\"max\":200,\"runs\":[100,200,50]}");
        assertThat(json.path("ms").toString())
                .isEqualTo("{\"min\":500,\"median\":1000,\"max\":2000,\"runs\":[1000,500,2000]}");
        assertThat(json.path("benchmark").asText()).isEqualTo("train-step");
        assertThat(json.path("shape").asText()).isEqualTo("A");
        assertThat(json.path("workload").asText()).isEqualTo("2 sequences of 50 tokens");
        assertThat(json.path("threads").asInt()).isEqualTo(2);
        assertThat(json.path("kernels").asText()).isEqualTo("vector");
        assertThat(json.path("check").asDouble()).isEqualTo(1.23457);
        assertThat(json.path("gflops").asDouble()).isEqualTo(3);
        assertThat(json.path("gemm_peak_gflops").asDouble()).isEqualTo(12);
        assertThat(json.path("share_of_peak").asDouble()).isEqualTo(0.25);
        assertThat(json.path("peak_rss_mb").asDouble()).isEqualTo(456.7);
    }

    @Test
    void anUnknownValueIsNull() throws Exception {
        assertThat(new ObjectMapper()
                        .readTree(report.json())
                        .path("baseline_rss_mb")
                        .isNull())
                .isTrue();
    }

    @Test
    void theTableHasTheWorkloadAndItsRates() {
        assertThat(report.table().lines())
                .startsWith("train-step, shape A, 2 threads, vector kernels: 2 sequences of 50 tokens")
                .contains("tokens/s           50.0        100.0        200.0")
                .contains("3.0 GFLOP/s, 25.0 % of the 12.0 GFLOP/s that a matrix product reaches here");
    }
}
