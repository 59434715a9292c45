package dev.errata.schemas.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionJsonTest {

    @Test
    void aMissingOrNullFieldTakesTheDefaultOfTheSchema() {
        Question question = QuestionJson.read(
                "{\"id\":\"7\",\"text\":\"2+2\",\"gold\":\"4\",\"reference\":null,\"task\":null,\"metadata\":null}",
                "mine");

        assertThat(question.getSource()).isEqualTo("mine");
        assertThat(question.getReference()).isNull();
        assertThat(question.getTask()).isEqualTo("gsm8k");
        assertThat(question.getAsk()).isZero();
        assertThat(question.getMetadata()).isEmpty();
    }

    @Test
    void aWrittenQuestionIsReadBackUnchanged() {
        Question question = Question.newBuilder()
                .setId("a/1")
                .setSource("mine")
                .setText("Wie viel ist \"2+2\"?\n")
                .setGold("4")
                .setReference("2+2=4;####4")
                .setTask("arithmetic")
                .setAsk(3)
                .setMetadata(Map.of("level", "1"))
                .build();

        String line = QuestionJson.write(question);

        assertThat(line).doesNotContain("\n");
        assertThat(QuestionJson.read(line, "other")).isEqualTo(question);
    }

    @Test
    void aDefaultIsNotWritten() {
        Question question = QuestionJson.read("{\"id\":\"7\",\"text\":\"2+2\",\"gold\":\"4\"}", "mine");

        assertThat(QuestionJson.write(question))
                .isEqualTo("{\"id\":\"7\",\"source\":\"mine\",\"text\":\"2+2\",\"gold\":\"4\"}");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"id": "1"                                        | MALFORMED    | not JSON
            {"id":"1","id":"2","text":"a","gold":"b"}          | MALFORMED    | Duplicate
            {"id":"1","text":"a","gold":"b"} x                 | MALFORMED    | not JSON
            [1]                                                | WRONG_SCHEMA | not an object
            {"id":"1","gold":"b"}                              | WRONG_SCHEMA | 'text' is missing
            {"id":"1","text":"a","gold":4}                     | WRONG_SCHEMA | 'gold' is not a string
            {"id":"1","text":"a","gold":"b","referense":"c"}   | WRONG_SCHEMA | no field 'referense'
            {"id":"1","text":"a","gold":"b","ask":1.5}         | WRONG_SCHEMA | whole number
            {"id":"1","text":"a","gold":"b","metadata":[]}     | WRONG_SCHEMA | object of strings
            {"id":"1","text":"a","gold":"b","metadata":{"a":1}}| WRONG_SCHEMA | 'a' of 'metadata'
            """)
    void bytesThatAreNotAQuestionAreRefusedWithTheReason(String json, DeadLetterReason reason, String sentence) {
        assertThatThrownBy(() -> QuestionJson.read(json, "mine"))
                .isInstanceOfSatisfying(UnreadableQuestionException.class, error -> assertThat(error.reason())
                        .isEqualTo(reason))
                .hasMessageContaining(sentence);
    }
}
