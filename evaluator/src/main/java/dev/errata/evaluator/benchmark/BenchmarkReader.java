package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import dev.errata.schemas.topics.EventLog;
import java.util.List;
import java.util.Optional;

/**
 * Reads the benchmarks that plans describe, from files and topics.
 *
 * @param log the log that topics are read from; empty where there is none
 * @param goOn called while a topic is read; may throw to end it
 */
public record BenchmarkReader(Optional<EventLog> log, Runnable goOn) {

    /** Reads files only. */
    public static BenchmarkReader ofFiles() {
        return new BenchmarkReader(Optional.empty(), () -> {});
    }

    /** Reads a benchmark that has no earlier results. */
    public MeasuredBenchmark read(BenchmarkPlan plan) {
        return read(plan, Optional.empty());
    }

    /**
     * Reads a benchmark.
     *
     * @param earlier count and checksum of the questions that earlier results of this benchmark are of; empty if there
     *     are none
     * @throws UnusableBenchmarkException if the questions cannot be used, or are not those of the earlier results, with
     *     which new ones could not be compared. Of a topic that has grown, the earlier questions are taken.
     */
    public MeasuredBenchmark read(BenchmarkPlan plan, Optional<String> earlier) {
        List<Question> examples =
                plan.examples().map(file -> BenchmarkFile.read(plan, file)).orElse(List.of());
        List<Question> questions = plan.file()
                .map(file -> BenchmarkFile.read(plan, file))
                .orElseGet(() -> TopicQuestions.read(plan, openLog(plan), goOn));
        MeasuredBenchmark newest = MeasuredBenchmark.of(plan, questions, examples);
        if (earlier.isEmpty() || earlier.get().equals(newest.questionSet())) {
            return newest;
        }
        int before = MeasuredBenchmark.count(earlier.get())
                + (examples.isEmpty() ? plan.fewShot().count() : 0);
        List<Question> first = MeasuredBenchmark.distinct(plan.name(), questions).stream()
                .limit(before)
                .toList();
        if (plan.topic().isPresent() && first.size() == before) {
            MeasuredBenchmark pinned = MeasuredBenchmark.of(plan, first, examples);
            if (earlier.get().equals(pinned.questionSet())) {
                return pinned.with("The topic has grown; its first " + before + " questions are used, as before.");
            }
        }
        throw new UnusableBenchmarkException("The benchmark '" + plan.name()
                + "' had other questions in earlier results of this run (" + earlier.get() + ", now "
                + newest.questionSet() + "): give it its earlier questions, or another name.");
    }

    private EventLog openLog(BenchmarkPlan plan) {
        return log.orElseThrow(() -> new UnusableBenchmarkException(
                "The benchmark '" + plan.name() + "' is a topic: say on which log, with --bootstrap-servers."));
    }
}
