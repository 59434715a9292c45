package dev.errata.ops.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionLinesTest {

    @Test
    void everyLineHoldsTheFieldsOfTheEvent(@TempDir Path folder) throws IOException {
        List<ArithmeticQuestion> questions = new QuestionGenerator(Difficulty.demo(), Split.HELD_OUT, 5).distinct(20);
        Path file = folder.resolve("held-out.jsonl");
        QuestionLines.write(file, Split.HELD_OUT, Difficulty.demo(), questions);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(20);
        JsonNode third = new ObjectMapper().readTree(lines.get(3));
        assertThat(third.fieldNames())
                .toIterable()
                .containsExactly("id", "source", "text", "gold", "reference", "task", "ask", "metadata");
        assertThat(third.get("id").asText()).isEqualTo("held-out-00003");
        assertThat(third.get("text").asText()).isEqualTo(questions.get(3).text());
        assertThat(third.get("reference").asText())
                .endsWith("####" + third.get("gold").asText());
        assertThat(third.get("task").asText()).isEqualTo("arithmetic");
    }
}
