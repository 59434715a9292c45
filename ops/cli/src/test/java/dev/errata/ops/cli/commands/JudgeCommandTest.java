package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JudgeCommandTest {

    private static final String RIGHT = "{\"id\":\"a\",\"task\":\"gsm8k\",\"text\":\"#### 18\",\"gold\":18}";
    private static final String WRONG = "{\"id\":\"b\",\"task\":\"math\",\"text\":\"nothing\",\"gold\":\"5\"}";
    private static final String TOLERATED =
            "{\"id\":\"c\",\"task\":\"math\",\"text\":\"\\\\boxed{103}\",\"gold\":\"100\"}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            ErrataCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("answers.jsonl"), String.join("\n", lines))
                .toString();
    }

    @Test
    void eachLineIsPrintedWithVerdictIdExtractedAnswerAndMark() throws IOException {
        assertThat(command.execute("judge", file("\uFEFF" + RIGHT, "", TOLERATED)))
                .isZero();
        assertThat(out.toString().lines()).containsExactly("right  a  '18' by ####", "wrong  c  '103' by \\boxed");
        assertThat(err.toString()).contains("2 judged: 1 right, 1 wrong; 0 malformed");
    }

    @Test
    void jsonKeepsTheFieldsOfTheLine() throws IOException {
        assertThat(command.execute("judge", "--json", file(RIGHT))).isZero();
        assertThat(out.toString().strip())
                .isEqualTo("{\"id\":\"a\",\"task\":\"gsm8k\",\"text\":\"#### 18\",\"gold\":18,\"verdict\":\"right\","
                        + "\"extracted\":\"18\",\"mark\":\"####\"}");
    }

    @Test
    void compatRulesAreChosenByName() throws IOException {
        assertThat(command.execute("judge", "--rules", "compat", file(TOLERATED)))
                .isZero();
        assertThat(out.toString()).startsWith("right  c");
    }

    @Test
    void disagreementsAreListedAndTheExitCodeIsOne() throws IOException {
        String expected = RIGHT.replace("}", ",\"expected\":\"wrong\"}");
        assertThat(command.execute("judge", file(expected, WRONG.replace("}", ",\"expected\":\"wrong\"}"))))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("line 1: expected wrong, judged right  a  '18' by ####")
                .contains("1 of 2 not as expected");
    }

    @Test
    void aMalformedLineCostsThatLineAndIsReported() throws IOException {
        String unknown = RIGHT.replace("gsm8k", "poetry");
        String refused = RIGHT.replace("18}", "\"none\"}");
        assertThat(command.execute("judge", file("{", "[1]", "{\"id\":\"x\"}", unknown, refused, RIGHT)))
                .isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly("right  a  '18' by ####");
        assertThat(err.toString())
                .contains("line 1: It is no JSON")
                .contains("line 2: It is no JSON object")
                .contains("line 3: Its field 'gold' is missing")
                .contains("line 4: No rule judges the task 'poetry'")
                .contains("line 5: The gold answer 'none' is no number")
                .contains("1 judged: 1 right, 0 wrong; 5 malformed");
    }

    @Test
    void standardInputIsReadWithoutAFile() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(RIGHT.getBytes(StandardCharsets.UTF_8)));
            assertThat(command.execute("judge")).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(out.toString()).startsWith("right  a");
    }

    @Test
    void aMissingFileIsReportedInOneSentence() {
        assertThat(command.execute("judge", "/no/such/file")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("errata: There is no file /no/such/file: give the path of a file of answers.");
    }
}
