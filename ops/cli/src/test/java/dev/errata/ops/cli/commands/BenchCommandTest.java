package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The benchmarks refuse invalid options before they load anything. */
class BenchCommandTest {

    private final StringWriter err = new StringWriter();
    private final CommandLine command = ErrataCommand.commandLine().setErr(new PrintWriter(err, true));

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "sample, --answers, 0",
        "sample, --prompt-tokens, -1",
        "sample, --new-tokens, 0",
        "sample, --threads, 0",
        "sample, --repetitions, 0",
        "train-step, --sequences, 0",
        "train-step, --tokens, 1",
        "log-probs, --tokens, 0",
        "soak, --steps, 300",
        "soak, --samples, 0",
        "soak, --warm-up, 0",
        "soak, --threads, 0"
    })
    void aNumberThatIsTooSmallIsReportedInOneSentence(String benchmark, String option, String value) {
        assertThat(command.execute("bench", benchmark, option, value)).isEqualTo(1);
        assertThat(err.toString().lines().findFirst().orElse(""))
                .startsWith("errata: " + option + " is " + value)
                .contains("give at least");
    }

    @Test
    void aShapeThatIsNotAFolderIsReportedInOneSentence() {
        assertThat(command.execute("bench", "sample", "--shape", "no-such-folder"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("no-such-folder");
    }

    @Test
    void aWordInsteadOfANumberIsInvalidUsage() {
        assertThat(command.execute("bench", "sample", "--answers", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("--answers").contains("errata bench sample --help");
    }
}
