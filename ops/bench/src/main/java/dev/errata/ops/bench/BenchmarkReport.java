package dev.errata.ops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A result as a table for people and as one line of JSON for programs.
 *
 * @param benchmark {@code sample}, {@code train-step} or {@code log-probs}
 * @param measurement the measurement
 * @param threads threads that compute on a CPU
 * @param result its result
 */
public record BenchmarkReport(
        String benchmark, EngineMeasurement measurement, int threads, EngineMeasurement.Result result) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(6);

    /** A few lines, tokens/s and milliseconds as min, median and max. */
    public String table() {
        return String.join(
                System.lineSeparator(),
                String.format(
                        Locale.ROOT,
                        "%s, shape %s, %d threads, %s kernels: %s",
                        benchmark,
                        measurement.network().name(),
                        threads,
                        result.kernels(),
                        measurement.workload().name()),
                String.format(Locale.ROOT, "%-10s %12s %12s %12s", "", "min", "median", "max"),
                row("tokens/s", result.tokensPerSecond()),
                row("ms", result.milliseconds()),
                String.format(
                        Locale.ROOT,
                        "%.1f GFLOP/s, %.1f %% of the %.1f GFLOP/s that a matrix product reaches here",
                        result.gflops(),
                        100 * result.gflops() / result.gemmPeak(),
                        result.gemmPeak()),
                String.format(
                        Locale.ROOT,
                        "peak memory %.0f MB (%.0f MB before the engine was loaded)",
                        result.peakMemory(),
                        result.baselineMemory()));
    }

    private static String row(String unit, Spread spread) {
        return String.format(
                Locale.ROOT, "%-10s %,12.1f %,12.1f %,12.1f", unit, spread.min(), spread.median(), spread.max());
    }

    /** One JSON object without a line break. */
    public String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("benchmark", benchmark)
                .put("shape", measurement.network().name())
                .put("workload", measurement.workload().name())
                .put("threads", threads)
                .put("device", measurement.device())
                .put("kernels", result.kernels());
        json.set("tokens_per_s", spread(result.tokensPerSecond()));
        json.set("ms", spread(result.milliseconds()));
        json.put("tokens", result.runs().get(0).work().tokens());
        number(json, "check", result.check());
        number(json, "gflops", result.gflops());
        number(json, "gemm_peak_gflops", result.gemmPeak());
        number(json, "share_of_peak", result.gflops() / result.gemmPeak());
        number(json, "baseline_rss_mb", result.baselineMemory());
        number(json, "peak_rss_mb", result.peakMemory());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of numbers and texts cannot be written as JSON", impossible);
        }
    }

    private static ObjectNode spread(Spread spread) {
        ObjectNode json = JSON.createObjectNode();
        number(json, "min", spread.min());
        number(json, "median", spread.median());
        number(json, "max", spread.max());
        ArrayNode runs = json.putArray("runs");
        spread.runs().forEach(run -> runs.add(rounded(run)));
        return json;
    }

    /** JSON has no NaN: unknown values are null. */
    private static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, rounded(value));
        } else {
            json.putNull(name);
        }
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS);
    }
}
