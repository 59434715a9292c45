package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionLinesTest {

    private static final List<ArithmeticQuestion> QUESTIONS =
            new QuestionGenerator(Difficulty.demo(), Split.HELD_OUT, 5).distinct(20);

    @Test
    void everyLineHoldsTheFieldsOfTheEvent() throws IOException {
        List<String> lines = QuestionLines.of("held-out", Difficulty.demo(), Form.PLAIN, QUESTIONS);
        assertThat(lines).hasSize(20);
        JsonNode third = new ObjectMapper().readTree(lines.get(3));
        assertThat(third.fieldNames())
                .toIterable()
                .containsExactly("id", "source", "text", "gold", "reference", "task", "ask", "metadata");
        assertThat(third.get("id").asText()).isEqualTo("held-out-00003");
        assertThat(third.get("text").asText()).isEqualTo(QUESTIONS.get(3).text());
        assertThat(third.get("reference").asText())
                .endsWith("####" + third.get("gold").asText());
        assertThat(third.get("task").asText()).isEqualTo("arithmetic");
    }

    @Test
    void anotherFormChangesTheTextAndNothingElse() throws IOException {
        List<String> lines = QuestionLines.of("unseen-form", Difficulty.demo(), Form.SIGNED, QUESTIONS);
        JsonNode third = new ObjectMapper().readTree(lines.get(3));
        assertThat(third.get("text").asText()).isEqualTo("+" + QUESTIONS.get(3).text());
        assertThat(third.get("reference").asText())
                .isEqualTo(QUESTIONS.get(3).reference().text());
        assertThat(third.get("metadata").get("form").asText()).isEqualTo("signed");
    }
}
