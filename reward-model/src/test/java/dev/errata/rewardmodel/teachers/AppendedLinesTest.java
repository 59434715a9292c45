package dev.errata.rewardmodel.teachers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendedLinesTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("new/lines.jsonl");
    }

    private static ObjectNode line(int number) {
        return new ObjectMapper().createObjectNode().put("n", number).put("text", "ä\n");
    }

    private List<Integer> reopened() {
        List<Integer> seen = new ArrayList<>();
        AppendedLines.open(file, line -> seen.add(line.path("n").asInt())).close();
        return seen;
    }

    @Test
    void appendedLinesAreReadWhenTheFileIsOpenedAgain() {
        try (AppendedLines lines = AppendedLines.open(file, line -> {})) {
            lines.append(List.of(line(1), line(2)));
            lines.append(List.of());
            lines.append(List.of(line(3)));
        }
        assertThat(reopened()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":3,\"te", "{\"n\":3,\"te\n", "\0\0\0\0", "\0\0\n", "{\"n\":3}"})
    void anIncompleteLastLineIsCutOff(String half) throws IOException {
        try (AppendedLines lines = AppendedLines.open(file, line -> {})) {
            lines.append(List.of(line(1), line(2)));
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole + half);
        assertThat(reopened()).containsExactly(1, 2);
        assertThat(file).hasContent(whole);
        try (AppendedLines lines = AppendedLines.open(file, line -> {})) {
            lines.append(List.of(line(4)));
        }
        assertThat(reopened()).containsExactly(1, 2, 4);
    }

    @Test
    void aBrokenLineInTheMiddleIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(file, "{\"n\":1}\nnonsense\n{\"n\":2}\n");
        assertThatThrownBy(this::reopened)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 2");
        assertThat(file).content().contains("nonsense").contains("{\"n\":2}");
    }

    @Test
    void twoRunsDoNotWriteTheSameFile() {
        try (AppendedLines lines = AppendedLines.open(file, line -> {})) {
            assertThatThrownBy(this::reopened)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another run");
            lines.append(List.of(line(1)));
        }
        assertThat(reopened()).containsExactly(1);
    }
}
