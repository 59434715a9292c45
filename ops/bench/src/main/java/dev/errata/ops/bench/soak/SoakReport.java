package dev.errata.ops.bench.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.errata.ops.bench.BenchNetwork;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A soak as a table for people and as one line of JSON for programs.
 *
 * @param network the network
 * @param threads threads that compute on a CPU
 * @param result its result
 */
public record SoakReport(BenchNetwork network, int threads, SoakResult result) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(6);

    /** The readings of memory, and whether it stayed flat. */
    public String table() {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "soak, shape %s, %d threads: %s",
                network.name(), threads, Soak.description(network.config().vocabulary())));
        lines.add(line(
                "%8s %8s %9s %12s %14s %9s %11s %8s",
                "steps", "samples", "minutes", "resident MB", "Java heap MB", "in use", "direct MB", "JVM MB"));
        for (MemoryReading row : result.milestones()) {
            lines.add(line(
                    "%,8d %,8d %9.1f %12.1f %14.1f %9s %11.1f %8.1f",
                    row.steps(),
                    row.samples(),
                    row.seconds() / 60,
                    row.resident(),
                    row.heap(),
                    Double.isNaN(row.live()) ? "-" : line("%.1f", row.live()),
                    row.direct(),
                    row.jvm()));
        }
        lines.add(verdict());
        return String.join(System.lineSeparator(), lines);
    }

    private String verdict() {
        Optional<MemoryReading> highest = result.highest();
        if (highest.isEmpty()) {
            return line(
                    "ended before the first %,d steps and samples: memory cannot be compared",
                    result.plan().warmUp());
        }
        String most = line(
                "at most %.1f MB after the first %,d (at step %,d), %+.1f %%, in use in the Java heap %+.1f %%: ",
                highest.get().resident(),
                result.plan().warmUp(),
                highest.get().steps(),
                100 * result.growth(),
                100 * result.liveGrowth());
        String flat = result.isFlat() ? "flat within 5 %" : "not flat within 5 %";
        return most + flat + (result.isComplete() ? "" : ", but ended before all was done");
    }

    /** One JSON object without a line break. */
    public String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("benchmark", "soak")
                .put("shape", network.name())
                .put("threads", threads)
                .put("warm_up", result.plan().warmUp())
                .put("complete", result.isComplete())
                .put("flat", result.isFlat());
        json.set("growth", number(result.growth()));
        json.set("live_growth", number(result.liveGrowth()));
        json.set("baseline_rss_mb", memory(result.baseline()));
        json.set("max_rss_mb", memory(result.highest()));
        List<MemoryReading> readings = result.readings();
        json.set("end_rss_mb", memory(Optional.of(readings.get(readings.size() - 1))));
        ArrayNode rows = json.putArray("readings");
        for (MemoryReading row : result.milestones()) {
            ObjectNode object = rows.addObject().put("steps", row.steps()).put("samples", row.samples());
            object.set("seconds", number(row.seconds()));
            object.set("rss_mb", number(row.resident()));
            object.set("java_heap_mb", number(row.heap()));
            object.set("java_live_mb", number(row.live()));
            object.set("direct_mb", number(row.direct()));
            object.set("jvm_mb", number(row.jvm()));
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of numbers and texts cannot be written as JSON", impossible);
        }
    }

    private static POJONode memory(Optional<MemoryReading> reading) {
        return number(reading.map(MemoryReading::resident).orElse(Double.NaN));
    }

    /** JSON has no NaN: unknown values are null. */
    private static POJONode number(double value) {
        return new POJONode(Double.isFinite(value) ? new BigDecimal(value).round(DIGITS) : null);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
