package dev.errata.ops.cli.commands;

import dev.errata.evaluator.benchmark.BenchmarkPlan;
import dev.errata.evaluator.benchmark.BenchmarkReader;
import dev.errata.evaluator.benchmark.FewShot;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.benchmark.ShotTemplate;
import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.grading.LogGrader;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.evaluation.DirectGrader;
import dev.errata.schemas.topics.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what is measured: the questions and the examples before them. */
final class BenchmarkOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration VERDICTS = Duration.ofSeconds(60);

    @Option(
            names = "--benchmark",
            paramLabel = "NAME",
            description = "Name of the benchmark. Default: the name of the file.")
    private @Nullable String benchmark;

    @Option(
            names = {"--file", "--questions"},
            paramLabel = "FILE",
            description = "File of questions, in any format of 'questions import'.")
    private @Nullable Path file;

    @Option(
            names = "--topic",
            paramLabel = "SOURCE",
            description = "Instead of a file: a source of the run, or the whole name of a topic of questions.")
    private @Nullable String topic;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the files, as of 'questions import'. Default: by their content.")
    private @Nullable String format;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N questions only.")
    private @Nullable Integer limit;

    @Option(
            names = "--few-shot",
            paramLabel = "N",
            description = "Worked examples before each question. Default: none.")
    private int fewShot;

    @Option(
            names = "--examples",
            paramLabel = "FILE",
            description = "File that the examples are taken from, such as the training split. Default: the questions "
                    + "themselves; the examples are not measured then.")
    private @Nullable Path examples;

    @Option(
            names = "--few-shot-seed",
            paramLabel = "SEED",
            description = "Decides which questions are the examples. Default: ${DEFAULT-VALUE}.")
    private long fewShotSeed;

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description = "How question and answer are written, with {question}, {answer} and \\n. Default with "
                    + "examples: 'Question: {question}\\nAnswer: {answer}', for math Problem and Solution.")
    private @Nullable String template;

    @Option(
            names = "--to-log",
            description = "Send the answers to the log of a run, whose reward scorer judges them. Default: they are "
                    + "judged here, and no cluster is needed.")
    private boolean toLog;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** Whether questions were given. */
    boolean given() {
        return file != null || topic != null;
    }

    /** Name of the benchmark, or another one where none was given. */
    String name(String otherwise) {
        return benchmark == null ? otherwise : benchmark;
    }

    /** The log of the run. */
    ConnectionOptions connection() {
        return connection;
    }

    /** Reads the questions, and prints what should be known of them on standard error. */
    MeasuredBenchmark read() {
        if (!given()) {
            throw new CommandFailed("There are no questions: give --file FILE or --topic SOURCE.");
        }
        String usual = file == null ? String.valueOf(topic) : String.valueOf(file.getFileName());
        BenchmarkPlan plan = new BenchmarkPlan(
                name(usual),
                Optional.ofNullable(file).map(Path::toAbsolutePath),
                Optional.ofNullable(topic),
                Optional.ofNullable(format),
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
                new FewShot(
                        fewShot,
                        fewShotSeed,
                        Optional.ofNullable(template).map(text -> new ShotTemplate(text.replace("\\n", "\n")))),
                Optional.ofNullable(examples).map(Path::toAbsolutePath));
        Optional<EventLog> log = topic == null ? Optional.empty() : Optional.of(openLog());
        MeasuredBenchmark read = new BenchmarkReader(log, () -> {}).read(plan);
        read.remarks().forEach(System.err::println);
        return read;
    }

    /** The grader: that of the loop in this process, or the reward scorer of a run. */
    Grader grader() {
        return toLog ? LogGrader.of(openLog(), VERDICTS) : new DirectGrader();
    }

    private EventLog openLog() {
        EventLog log = connection.connection().log();
        BrokerReachability.require(log, TIMEOUT);
        return log;
    }
}
