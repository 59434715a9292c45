package dev.errata.evaluator.benchmark;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a benchmark's questions come from, and how they are asked.
 *
 * @param name name of the benchmark
 * @param file file of questions; empty for a topic
 * @param topic topic of questions, or the source of this run whose topic it is; empty for a file
 * @param format format of the files; empty where it is recognized by their content
 * @param limit most questions taken, from the beginning
 * @param fewShot examples before each question
 * @param examples file that the examples are taken from; empty for the questions themselves
 */
public record BenchmarkPlan(
        String name,
        Optional<Path> file,
        Optional<String> topic,
        Optional<String> format,
        OptionalInt limit,
        FewShot fewShot,
        Optional<Path> examples) {

    /** Checks that there is one place where the questions come from. */
    public BenchmarkPlan {
        if (file.isPresent() == topic.isPresent()) {
            throw new UnusableBenchmarkException(
                    "The benchmark '" + name + "' has " + (file.isPresent() ? "a file and a topic" : "no questions")
                            + ": give either a file or a topic (evaluator.benchmarks." + name + ".file or .topic).");
        }
    }

    /** A file of questions, without examples. */
    public static BenchmarkPlan ofFile(String name, Path file, OptionalInt limit) {
        return new BenchmarkPlan(
                name, Optional.of(file), Optional.empty(), Optional.empty(), limit, FewShot.NONE, Optional.empty());
    }
}
