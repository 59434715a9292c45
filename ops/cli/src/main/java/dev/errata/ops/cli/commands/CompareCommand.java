package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import dev.errata.evaluator.comparison.AnswerSet;
import dev.errata.evaluator.comparison.Comparison;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.demo.StoredLog;
import dev.errata.ops.cli.evaluation.AnswerFiles;
import dev.errata.ops.cli.evaluation.ComparisonReport;
import dev.errata.ops.cli.evaluation.LoggedAnswers;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata compare}: compares two policies, question by question. */
@Command(
        name = "compare",
        description = {
            "Compare two policies question by question: is one better, by how much, and on which questions.",
            "Give two files of 'errata evaluate --out'; or --policy twice, and questions; or --versions A,B of a run "
                    + "whose evaluator has measured both."
        })
public final class CompareCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Parameters(arity = "0..2", paramLabel = "ANSWERS", description = "Two files of answers: before, after.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--policy", paramLabel = "FOLDER", description = "A policy to measure; twice: before, after.")
    private List<Path> policies = new ArrayList<>();

    @Option(
            names = "--versions",
            paramLabel = "A,B",
            split = ",",
            description = "Two versions of a run, whose answers are on its log.")
    private List<String> versions = new ArrayList<>();

    @Option(
            names = "--flips",
            paramLabel = "N",
            description = "Show up to N questions that became better and N that became worse. Default: none.")
    private int flips;

    @Option(
            names = "--flips-out",
            paramLabel = "FILE",
            description = "Write all questions that became better or worse to this file, as JSON lines.")
    private @Nullable Path flipsOut;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "With --policy: keep the answers in this folder, as first.jsonl and second.jsonl.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Mixin
    private PolicyOptions options = new PolicyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Map<EvaluationMode, AnswerSet>> sides = sides();
        List<ComparisonReport> reports = new ArrayList<>();
        sides.get(0).forEach((mode, first) -> {
            AnswerSet second = sides.get(1).get(mode);
            if (second != null) {
                reports.add(new ComparisonReport(mode, first.name(), second.name(), compare(first, second)));
            }
        });
        if (reports.isEmpty()) {
            throw new CommandFailed("One side has greedy answers only, the other sampled ones only: measure both in"
                    + " the same way.");
        }
        print(reports);
        return 0;
    }

    private List<Map<EvaluationMode, AnswerSet>> sides() throws InterruptedException {
        int ways = (files.isEmpty() ? 0 : 1) + (policies.isEmpty() ? 0 : 1) + (versions.isEmpty() ? 0 : 1);
        if (ways != 1 || files.size() + policies.size() + versions.size() != 2) {
            throw new CommandFailed(
                    "Two sides are compared: give two files of answers, or --policy twice, or --versions A,B.");
        }
        if (!files.isEmpty()) {
            return files.stream().map(AnswerFiles::read).toList();
        }
        return policies.isEmpty() ? logged() : measured();
    }

    private List<Map<EvaluationMode, AnswerSet>> logged() throws InterruptedException {
        String benchmark = options.questions().name("held-out");
        ConnectionOptions connection = options.questions().connection();
        try (var stored = StoredLog.unlessRunning(connection, TIMEOUT)) {
            var answers = LoggedAnswers.read(connection.connection().log(), benchmark, versions);
            return versions.stream().map(version -> sides(answers, version)).toList();
        }
    }

    private static Map<EvaluationMode, AnswerSet> sides(
            Map<String, Map<EvaluationMode, AnswerSet>> answers, String version) {
        return answers.getOrDefault(version, Map.of());
    }

    private List<Map<EvaluationMode, AnswerSet>> measured() {
        List<Map<EvaluationMode, AnswerSet>> sides = new ArrayList<>();
        List<PolicyOptions.Measured> both = List.of(
                new PolicyOptions.Measured(policies.get(0), out == null ? null : out.resolve("first.jsonl")),
                new PolicyOptions.Measured(policies.get(1), out == null ? null : out.resolve("second.jsonl")));
        options.measure(both, (results, answers) -> {
            Map<EvaluationMode, AnswerSet> side = new EnumMap<>(EvaluationMode.class);
            String name = policies.get(sides.size()).toString();
            for (Evaluation result : results) {
                side.put(result.getMode(), answers.set(result.getMode(), name));
            }
            sides.add(side);
        });
        return sides;
    }

    private static Comparison compare(AnswerSet first, AnswerSet second) {
        try {
            return Comparison.of(first, second);
        } catch (UnusableBenchmarkException different) {
            throw new CommandFailed(String.valueOf(different.getMessage()), different);
        }
    }

    private void print(List<ComparisonReport> reports) throws IOException {
        if (json) {
            ArrayNode all = new ObjectMapper().createArrayNode();
            reports.forEach(report -> all.add(report.json()));
            System.out.println(all.toPrettyString());
        } else {
            reports.forEach(report -> report.text(flips).forEach(System.out::println));
        }
        if (flipsOut != null) {
            Files.write(
                    flipsOut,
                    reports.stream().flatMap(report -> report.flips().stream()).toList());
        }
    }
}
