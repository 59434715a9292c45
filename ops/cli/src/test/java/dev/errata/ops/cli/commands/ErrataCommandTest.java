package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help and error messages of the command. */
class ErrataCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            ErrataCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandExplainsItself(String name) {
        String[] arguments = (name + " --help").strip().split(" ");
        assertThat(command.execute(arguments)).isZero();
        assertThat(out.toString()).contains("Usage: errata").contains(name.isEmpty() ? "demo" : name);
    }

    @Test
    void subcommandsAreTestedToo() {
        assertThat(names()).contains("experiment", "bench trial").doesNotHaveDuplicates();
    }

    @Test
    void anInvalidCommandLineIsReportedInOneSentence() {
        assertThat(command.execute("demo", "--minuets", "3")).isEqualTo(2);
        assertThat(err.toString().lines().toList())
                .containsExactly("errata: Unknown options: '--minuets', '3'", "See 'errata demo --help'.");
    }

    @Test
    void aMissingFileIsReportedInOneSentence() {
        assertThat(command.execute("questions", "import", "--format", "gsm8k", "--source", "s", "/no/such/file"))
                .isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .isEqualTo(List.of("errata: There is no file /no/such/file: give the path of a question file."));
    }

    @Test
    void pairsNeedABaseAndABaseNeedsPairs() {
        assertThat(command.execute("reward-model", "train", "--pairs", "p.jsonl", "--out", "x"))
                .isEqualTo(1);
        assertThat(command.execute("reward-model", "train", "--base", "b", "--out", "x"))
                .isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .containsExactly(
                        "errata: --pairs needs --base: give the folder of the model to start from.",
                        "errata: --base and --rewrite-prompt go with --pairs: give the file of pairs too.");
    }

    @Test
    void minutesMustBeAboveZero() {
        assertThat(command.execute("demo", "--minutes", "0")).isEqualTo(1);
        assertThat(err.toString()).startsWith("errata: --minutes is 0.0");
    }

    /** The command itself and all its subcommands. */
    static List<String> names() {
        return namesBelow("", ErrataCommand.commandLine()).toList();
    }

    private static Stream<String> namesBelow(String name, CommandLine command) {
        return Stream.concat(
                Stream.of(name),
                command.getSubcommands().entrySet().stream()
                        .flatMap(below -> namesBelow((name + " " + below.getKey()).strip(), below.getValue())));
    }
}
