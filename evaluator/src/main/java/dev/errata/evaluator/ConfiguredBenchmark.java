package dev.errata.evaluator;

import dev.errata.evaluator.benchmark.BenchmarkPlan;
import dev.errata.evaluator.benchmark.FewShot;
import dev.errata.evaluator.benchmark.ShotTemplate;
import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import dev.errata.evaluator.measurement.Drawing;
import dev.errata.policy.sampling.SamplingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A benchmark as the settings describe it.
 *
 * @param plan where its questions come from, and how they are asked
 * @param drawings ways of drawing answers
 */
record ConfiguredBenchmark(BenchmarkPlan plan, List<Drawing> drawings) {

    /** All names: the held-out set first, then the others by name. */
    static Set<String> names(EvaluatorConfig config) {
        Set<String> names = new LinkedHashSet<>(List.of(config.benchmark()));
        Set<String> others = new TreeSet<>(config.also().keySet());
        others.addAll(config.benchmarks().keySet());
        names.addAll(others);
        return names;
    }

    /**
     * All benchmarks, in the order of {@link #names}.
     *
     * @throws UnusableBenchmarkException if one has no questions, or questions at two places
     */
    static List<ConfiguredBenchmark> all(EvaluatorConfig config) {
        return names(config).stream().map(name -> of(name, config)).toList();
    }

    private static ConfiguredBenchmark of(String name, EvaluatorConfig config) {
        EvaluatorConfig.Named named = config.benchmarks().get(name);
        Optional<Path> file = file(name, config);
        if (named == null) {
            BenchmarkPlan plan = BenchmarkPlan.ofFile(name, file.orElseThrow(() -> noQuestions(name)), config.limit());
            return new ConfiguredBenchmark(
                    plan, drawings(config, config.samples(), config.passAt().orElse(List.of()), config.maxNewTokens()));
        }
        if (file.isEmpty() && named.topic().isEmpty()) {
            throw noQuestions(name);
        }
        FewShot fewShot = new FewShot(
                named.fewShot(), named.fewShotSeed(), named.template().map(ShotTemplate::new));
        OptionalInt limit = named.limit().isPresent() ? named.limit() : config.limit();
        return new ConfiguredBenchmark(
                new BenchmarkPlan(name, file, named.topic(), named.format(), limit, fewShot, named.examples()),
                drawings(
                        config,
                        named.samples().orElse(config.samples()),
                        named.passAt().or(config::passAt).orElse(List.of()),
                        named.maxNewTokens().orElse(config.maxNewTokens())));
    }

    private static Optional<Path> file(String name, EvaluatorConfig config) {
        List<Path> files = new ArrayList<>();
        if (name.equals(config.benchmark())) {
            config.questions().ifPresent(files::add);
        }
        Path also = config.also().get(name);
        if (also != null) {
            files.add(also);
        }
        EvaluatorConfig.Named named = config.benchmarks().get(name);
        if (named != null) {
            named.file().ifPresent(files::add);
        }
        if (files.size() > 1) {
            throw new UnusableBenchmarkException("There are two files for the benchmark '" + name + "', "
                    + files.get(0) + " and " + files.get(1)
                    + ": give one of them another name, with evaluator.also, evaluator.benchmarks or"
                    + " evaluator.benchmark.");
        }
        return files.stream().findFirst();
    }

    private static UnusableBenchmarkException noQuestions(String name) {
        return new UnusableBenchmarkException("The benchmark '" + name
                + "' has no questions: set evaluator.questions for the held-out set, or evaluator.benchmarks." + name
                + ".file or .topic.");
    }

    private static List<Drawing> drawings(EvaluatorConfig config, int samples, List<Integer> passAt, int maxNewTokens) {
        List<Drawing> drawings = new ArrayList<>(List.of(Drawing.greedy(maxNewTokens)));
        if (samples > 0) {
            if (config.temperature() == 0) {
                throw new IllegalArgumentException("evaluator.temperature is 0, which is greedy: give a number above 0,"
                        + " or 0 for evaluator.samples.");
            }
            drawings.add(new Drawing(
                    samples, new SamplingSettings(config.temperature(), config.topP(), 0, maxNewTokens), passAt, 0));
        }
        return drawings;
    }
}
