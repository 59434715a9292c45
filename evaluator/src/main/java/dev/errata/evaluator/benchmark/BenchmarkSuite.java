package dev.errata.evaluator.benchmark;

import dev.errata.evaluator.grading.Grader;
import dev.errata.schemas.Evaluation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * All measurements of one version: every benchmark with every way of drawing answers.
 *
 * @param measurements one for each benchmark, that of the held-out set first
 * @param drawings ways of drawing answers
 */
public record BenchmarkSuite(List<Measurement> measurements, List<Drawing> drawings) {

    /** Copies the lists. */
    public BenchmarkSuite {
        measurements = List.copyOf(measurements);
        drawings = List.copyOf(drawings);
    }

    /** The same grader and clock for every benchmark; the last argument as in {@link Measurement#betweenChunks}. */
    public static BenchmarkSuite of(
            Benchmarks benchmarks, List<Drawing> drawings, Grader grader, Clock clock, Runnable betweenChunks) {
        return new BenchmarkSuite(
                benchmarks.all().stream()
                        .map(set -> new Measurement(set, grader, clock, betweenChunks))
                        .toList(),
                drawings);
    }

    /** Name of the held-out set, whose results say which versions are done. */
    public String heldOut() {
        return measurements.get(0).heldOut().benchmark();
    }

    /** One result for each benchmark and each drawing. */
    public List<Evaluation> measure(MeasuredPolicy policy, long version) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (Measurement measurement : measurements) {
            for (Drawing drawing : drawings) {
                evaluations.add(measurement.of(policy, version, drawing));
            }
        }
        return evaluations;
    }
}
