package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareCommandTest {

    private final StringWriter err = new StringWriter();
    private final CommandLine command = ErrataCommand.commandLine().setErr(new PrintWriter(err, true));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void filesOfFiveThousandMadeUpAnswersAreCompared() throws IOException {
        Path before = write("before.jsonl", answers(1, 0.6));
        Path after = write("after.jsonl", answers(2, 0.7));
        Path flips = folder.resolve("flips.jsonl");

        assertThat(run("compare", before, after, "--flips", "3", "--flips-out", flips))
                .isZero();

        assertThat(Files.readAllLines(flips))
                .hasSizeGreaterThan(1_000)
                .allMatch(line -> line.startsWith("{\"mode\":\"greedy\",\"id\":\"q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": \"1\"}                                            | needs 'id' and 'correct'",
                "{\"id\": \"1\", \"correct\": \"yes\"}                      | needs 'id' and 'correct'",
                "no JSON                                                    | This is not JSON",
                "{\"id\": \"1\", \"correct\": true, \"sample\": -1}         | count from 0",
                "{\"id\": \"0\", \"correct\": true}                         | has sample 0 twice",
            })
    void aLineThatIsNoAnswerIsRefusedWithItsNumber(String line, String reason) throws IOException {
        Path good = write("good.jsonl", List.of("{\"id\": \"0\", \"correct\": true}"));
        Path bad = write("bad.jsonl", List.of("{\"id\": \"0\", \"correct\": true}", line));

        assertThat(run("compare", good, bad)).isEqualTo(1);

        assertThat(err.toString()).contains("bad.jsonl:2: ").contains(reason);
    }

    @Test
    void oneSideOrThreeAreRefused() throws IOException {
        Path file = write("good.jsonl", List.of("{\"id\": \"0\", \"correct\": true}"));

        assertThat(run("compare", file)).isEqualTo(1);
        assertThat(run("compare", file, file, "--versions", "0,8")).isEqualTo(1);

        assertThat(err.toString()).contains("give two files of answers, or --policy twice, or --versions A,B.");
    }

    @Test
    void filesWithoutACommonQuestionAreRefused() throws IOException {
        Path first = write("first.jsonl", List.of("{\"id\": \"0\", \"correct\": true}"));
        Path second = write("second.jsonl", List.of("{\"id\": \"1\", \"correct\": true}"));

        assertThat(run("compare", first, second)).isEqualTo(1);

        assertThat(err.toString()).contains("no question in common");
    }

    private static List<String> answers(long seed, double accuracy) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"id\": \"q" + i + "\", \"correct\": " + (random.nextDouble() < accuracy) + "}")
                .toList();
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private int run(Object... arguments) {
        return command.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
