package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.judging.AnswerJudging;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.RuleSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code errata judge}: judges a file of answers by the rules that rewards are given by; needs no cluster. */
@Command(
        name = "judge",
        description = {
            "Judge answers by the rules that rewards are given by; needs no cluster.",
            "Each line is a JSON object: id, task, text (the answer) and gold; also question, whose options the rules "
                    + "read, and expected (right or wrong).",
            "Prints for each line the verdict, the id, what was extracted and the mark it was found by."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"id\":\"1\",\"task\":\"gsm8k\",\"text\":\"So it is 18.\",\"gold\":\"18\"}' | errata judge",
            "",
            "Exit code 0: every line was judged, and as expected; 1: a line was malformed, judged otherwise than "
                    + "expected, or there was none; 2: invalid usage."
        })
public final class JudgeCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final int LINES_BETWEEN_REPORTS = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = STANDARD_INPUT,
            description = "JSON lines; standard input without FILE or with -.")
    private String file = STANDARD_INPUT;

    @Option(names = "--json", description = "Print each line's fields with verdict, extracted and mark as JSON.")
    private boolean json;

    @Option(
            names = "--rules",
            paramLabel = "RULES",
            description = "strict, or compat for the official evaluation's. Default: strict.")
    private RuleSet rules = RuleSet.STRICT;

    @Override
    public Integer call() throws IOException {
        boolean standardInput = file.equals(STANDARD_INPUT);
        Path path = standardInput ? Path.of("") : Path.of(file);
        if (!standardInput && !Files.isRegularFile(path)) {
            throw new CommandFailed("There is no file " + file + ": give the path of a file of answers.");
        }
        var commandLine = Objects.requireNonNull(spec).commandLine();
        AnswerJudging judging = new AnswerJudging(Judge.by(rules), json, commandLine.getOut(), commandLine.getErr());
        long total = standardInput ? 0 : Files.size(path);
        try (InputStream in = standardInput ? System.in : Files.newInputStream(path);
                ProgressBar bar = new ProgressBar("judging")) {
            read(in, judging, total, bar);
        }
        judging.finish();
        return judging.exitCode();
    }

    private static void read(InputStream in, AnswerJudging judging, long total, ProgressBar bar) throws IOException {
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, utf8));
        long number = 0;
        long characters = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            judging.line(++number, line);
            characters += line.length() + 1;
            if (number % LINES_BETWEEN_REPORTS == 0) {
                bar.show(Math.min(characters, total), total, number + " lines");
            }
        }
    }
}
