package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands for question files print, and the codes they end with; none of these needs a broker. */
class ImportCommandTest {

    private static final String GOOD = "{\"text\":\"2+2\",\"gold\":4}\n";
    private static final String BAD = "{\"text\":\"2+3\",\"gold\":\"five\"}\n";

    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    ImportCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aCheckListsEveryProblemWithItsLine() throws IOException {
        assertThat(errata("check", write(GOOD + BAD + "x\n"))).isEqualTo(3);
        assertThat(lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("q.jsonl:2: ").contains("'five'"))
                .anySatisfy(line -> assertThat(line).contains("q.jsonl:3: This is not JSON"))
                .contains("1 question, refused 2");
    }

    @Test
    void theExitCodeSaysWhatHappened() throws IOException {
        assertThat(errata("check", write(GOOD))).isZero();
        assertThat(errata("check", write("\n"))).isEqualTo(1);
        assertThat(errata("check", write(BAD))).isEqualTo(3);
        assertThat(errata("check", "/no/such/file")).isEqualTo(1);
        assertThat(errata("check")).isEqualTo(2);
        assertThat(errata("import", "--source", "s", "--dry-run", write(GOOD))).isZero();
        assertThat(errata("import", "--source", "s", "--dry-run", write(GOOD + BAD)))
                .isEqualTo(3);
        assertThat(errata("import", "--source", "No!", "--dry-run", write(GOOD)))
                .isEqualTo(1);
        assertThat(errata("import", "--source", "s", "--dry-run", "--map", "txt=q", write(GOOD)))
                .isEqualTo(1);
        assertThat(errata("add", "--source", "s", "--text", "2+2", "--gold", "four"))
                .isEqualTo(3);
        assertThat(errata("add", "--source", "s", "--text", "2+2", "--gold", "4", "--task", "sums"))
                .isEqualTo(3);
    }

    @Test
    void theResultIsOneJsonObject() throws IOException {
        assertThat(errata("import", "--source", "s", "--dry-run", "--json", write(GOOD + GOOD + BAD)))
                .isEqualTo(3);
        JsonNode result = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(result.get("published").asLong()).isOne();
        assertThat(result.get("already_there").asLong()).isOne();
        assertThat(result.get("refused").asLong()).isOne();
        assertThat(result.at("/files/0/format").asText()).isEqualTo("jsonl");
        assertThat(result.at("/problems/0/line").asLong()).isEqualTo(3);
    }

    @Test
    void refusedRecordsAreWrittenAndCanBeImportedOnceMended() throws IOException {
        Path rejects = folder.resolve("rejects.jsonl");
        assertThat(errata("import", "--source", "s", "--dry-run", "--rejects", rejects, write(GOOD + BAD)))
                .isEqualTo(3);
        Files.writeString(rejects, Files.readString(rejects).replace("\"gold\":\"five\"", "\"gold\":\"5\""));
        assertThat(errata("check", rejects)).isZero();
    }

    @Test
    void standardInputIsAFile() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(errata("check", "-")).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(lines()).containsExactly("-: format jsonl", "1 question");
    }

    private int errata(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("questions"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        out.reset();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return ErrataCommand.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("q.jsonl"), content);
    }
}
