package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Measures the shipped start policy on a few questions. */
class EvaluateCommandTest {

    private static final Path POLICY = Path.of("../models/start-policy");

    private final StringWriter err = new StringWriter();
    private final CommandLine command = ErrataCommand.commandLine().setErr(new PrintWriter(err, true));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path questions = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        questions = folder.resolve("test.jsonl");
        out = folder.resolve("answers.jsonl");
        assertThat(run("questions", "make", "--set", "held-out", "--count", "12", "--out", questions))
                .isZero();
    }

    @Test
    void anInterruptedMeasurementContinuesWhereItStoppedAndWritesTheSameAnswers() throws IOException {
        assertThat(evaluate("--samples", "2")).isZero();
        List<String> whole = Files.readAllLines(out);
        assertThat(whole).hasSize(1 + 12 + 24);
        String torn =
                String.join("\n", whole.subList(0, 7)) + "\n" + whole.get(7).substring(0, 30);
        Files.writeString(out, torn);

        assertThat(evaluate("--samples", "2", "--json")).isZero();

        assertThat(Files.readAllLines(out)).containsExactlyElementsOf(whole);
    }

    @Test
    void furtherSamplesAreAddedToTheFile() throws IOException {
        assertThat(evaluate()).isZero();
        List<String> greedy = Files.readAllLines(out);

        assertThat(evaluate("--samples", "3", "--pass-at", "1,3")).isZero();

        assertThat(Files.readAllLines(out)).hasSize(1 + 12 + 36).startsWith(greedy.toArray(String[]::new));
    }

    @Test
    void examplesComeFromTheQuestionsAndAreNotMeasured() throws IOException {
        assertThat(evaluate("--few-shot", "2", "--template", "{question}={answer}"))
                .isZero();

        assertThat(Files.readAllLines(out)).hasSize(1 + 10);
        assertThat(Files.readAllLines(out).get(0)).contains("\"examples\":[");
    }

    @Test
    void twoPoliciesAreMeasuredAndCompared() {
        Path answers = folder.resolve("both");

        assertThat(run("compare", "--policy", POLICY, "--policy", POLICY, "--file", questions, "--out", answers))
                .isZero();

        assertThat(answers.resolve("first.jsonl")).hasSameTextualContentAs(answers.resolve("second.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--samples 2 --temperature 0 | --temperature is 0",
                "--pass-at 2                 | give --samples too",
                "--samples 2 --pass-at 4     | pass@4 cannot be estimated from 2",
                "--few-shot -1               | give 0 or more",
                "--few-shot 13               | few-shot is 13",
                "--format word               | There is no format 'word'",
                "--topic mine                | a file and a topic",
                "--threads 0                 | --threads is 0",
            })
    void whatCannotBeMeasuredIsRefusedInASentence(String options, String sentence) {
        assertThat(evaluate((Object[]) options.split(" "))).isEqualTo(1);

        assertThat(err.toString()).contains(sentence).doesNotContain("--stacktrace");
    }

    private int evaluate(Object... more) {
        Object[] usual = {"evaluate", "--policy", POLICY, "--file", questions, "--out", out};
        Object[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return run(all);
    }

    private int run(Object... arguments) {
        return command.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
