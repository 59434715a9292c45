package dev.errata.rewardmodel.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of answers in {@code answers.jsonl}: what the strict rules must say of each. */
class AnswerCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Judge judge = Judge.strict();

    static Stream<JsonNode> answers() throws IOException {
        try (InputStream file = AnswerCasesTest.class.getResourceAsStream("answers.jsonl")) {
            String lines = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return lines.lines().map(AnswerCasesTest::parsed);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerOfTheTableIsJudgedAsItSays(JsonNode row) {
        Question question = Questions.asking(
                row.get("task").asText(),
                row.path("question").asText(""),
                row.get("gold").asText());
        Judgment judgment =
                judge.judge(question, row.get("text").asText(), true).orElseThrow();
        assertThat(judgment.correct() ? "right" : "wrong")
                .as("%s: %s", row, judgment)
                .isEqualTo(row.get("expected").asText());
    }
}
