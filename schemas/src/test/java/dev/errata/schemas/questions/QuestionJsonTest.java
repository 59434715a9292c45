package dev.errata.schemas.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain JSON is read as people send it; what is no question is refused with the reason. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "12"                     | 12
            12                       | 12
            -3                       | -3
            12.50                    | 12.50
            1e3                      | 1000
            2.5E-3                   | 0.0025
            123456789012345678901234 | 123456789012345678901234
            1e999999999              | 1E+999999999
            true                     | true
            """)
    void numbersBecomeTheirPlainText(String json, String text) {
        Question question = QuestionJson.read("{\"id\":" + json + ",\"text\":\"2+2\",\"gold\":" + json + "}", "mine");
        assertThat(question.getGold()).isEqualTo(text);
        assertThat(question.getId()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \t\r\n", "\uFEFF", "\uFEFF \n"})
    void whiteSpaceAndAByteOrderMarkMayStandInFront(String before) {
        byte[] json = (before + "{\"text\":\"2+2\",\"gold\":4}\r\n ").getBytes(StandardCharsets.UTF_8);
        assertThat(QuestionJson.looksLikeJson(json)).isTrue();
        assertThat(QuestionJson.read(json, "mine").getGold()).isEqualTo("4");
    }

    @Test
    void utf16IsReadByItsByteOrderMark() {
        byte[] json = "{\"text\":\"2+2\",\"gold\":4}".getBytes(StandardCharsets.UTF_16);
        assertThat(QuestionJson.looksLikeJson(json)).isTrue();
        assertThat(QuestionJson.read(json, "mine").getGold()).isEqualTo("4");
    }

    @Test
    void avroAndOtherTextDoNotLookLikeJson() {
        assertThat(QuestionJson.looksLikeJson(new byte[] {0, 0, 0, 0, 1, '{'})).isFalse();
        assertThat(QuestionJson.looksLikeJson("text".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(QuestionJson.looksLikeJson(new byte[0])).isFalse();
        assertThat(QuestionJson.looksLikeJson(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void aQuestionWithoutIdHasThatOfItsRecordOrElseAHashOfItsText() {
        byte[] json = "{\"text\":\"2+2\",\"gold\":4}".getBytes(StandardCharsets.UTF_8);
        QuestionDefaults mine = QuestionDefaults.of("mine");

        assertThat(QuestionJson.read(json, mine.withId("key-7")).getId()).isEqualTo("key-7");
        String hash = QuestionJson.read(json, mine).getId();
        assertThat(hash).matches("mine-[0-9a-f]{16}");
        assertThat(QuestionJson.read(json, mine.withId(" ")).getId()).isEqualTo(hash);
        assertThat(QuestionJson.read("{\"text\":\"2+3\",\"gold\":5}", "mine").getId())
                .isNotEqualTo(hash);
    }

    @Test
    void questionAndAnswerStandInForTextAndGold() {
        Question question = QuestionJson.read("{\"question\":\"2+2\",\"answer\":4}", "mine");
        assertThat(question.getText()).isEqualTo("2+2");
        assertThat(question.getGold()).isEqualTo("4");
        assertThat(question.getReference()).isNull();

        Question both = QuestionJson.read(
                "{\"text\":\"2+2\",\"question\":\"other\",\"gold\":\"4\",\"answer\":\"so #### 5\"}", "mine");
        assertThat(both.getText()).isEqualTo("2+2");
        assertThat(both.getGold()).isEqualTo("4");
        assertThat(both.getMetadata()).containsOnly(Map.entry("question", "other"), Map.entry("answer", "so #### 5"));
    }

    @Test
    void anAnswerWithTheMarkOfGsm8kIsAWorkedSolution() {
        Question question = QuestionJson.read("{\"question\":\"2+2\",\"answer\":\"2+2=4\\n#### 4\"}", "mine");
        assertThat(question.getGold()).isEqualTo("4");
        assertThat(question.getReference()).isEqualTo("2+2=4\n#### 4");

        Question referenced =
                QuestionJson.read("{\"question\":\"2+2\",\"answer\":\"#### 4\",\"reference\":\"two twos\"}", "mine");
        assertThat(referenced.getReference()).isEqualTo("two twos");

        QuestionDefaults mapped = QuestionDefaults.of("mine").withFields(Map.of("text", "question", "gold", "answer"));
        assertThat(read("{\"question\":\"2+2\",\"answer\":\"so #### 4\"}", mapped)
                        .getGold())
                .isEqualTo("4");
    }

    @Test
    void aFieldMapLeadsIntoNestedObjects() {
        QuestionDefaults mapped = QuestionDefaults.of("mine")
                .withTask("choice")
                .withFields(Map.of("text", "payload.after.q", "gold", "payload.after.right", "id", "key"));
        Question question =
                read("{\"payload\":{\"after\":{\"q\":\"Sky?\",\"right\":\"blue\"}},\"key\":9,\"op\":\"c\"}", mapped);

        assertThat(question.getText()).isEqualTo("Sky?");
        assertThat(question.getGold()).isEqualTo("blue");
        assertThat(question.getId()).isEqualTo("9");
        assertThat(question.getTask()).isEqualTo("choice");
        assertThat(question.getMetadata()).containsOnly(Map.entry("op", "c"));
    }

    @Test
    void theEnvelopeOfConnectIsTakenOff() {
        String envelope = "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"text\":\"2+2\",\"gold\":\"4\"}}";
        assertThat(QuestionJson.read(envelope, "mine").getGold()).isEqualTo("4");
        QuestionDefaults mapped =
                QuestionDefaults.of("mine").withFields(Map.of("gold", "payload.gold", "text", "text"));
        assertThat(read(envelope, mapped).getGold()).isEqualTo("4");
    }

    @Test
    void unknownFieldsAreKeptAsBoundedMetadata() {
        String json = "{\"text\":\"2+2\",\"gold\":\"4\",\"level\":3,\"tags\":[\"a\",1],\"none\":null,\"long\":\"LONG\","
                + "\"metadata\":{\"x\":1.50}}";
        Question question = QuestionJson.read(json.replace("LONG", "y".repeat(5_000)), "mine");
        assertThat(question.getMetadata())
                .containsOnlyKeys("x", "level", "tags", "long")
                .containsEntry("x", "1.50")
                .containsEntry("level", "3")
                .containsEntry("tags", "[\"a\",1]");
        assertThat(question.getMetadata().get("long")).hasSize(1_000).endsWith("…");

        StringBuilder many = new StringBuilder("{\"text\":\"2+2\",\"gold\":\"4\"");
        for (int i = 0; i < 1_000; i++) {
            many.append(",\"f").append(i).append("\":").append(i);
        }
        assertThat(QuestionJson.read(many + "}", "mine").getMetadata()).hasSize(32);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"id": "1"                                      | MALFORMED    | not JSON
            {"id":"1","id":"2","text":"a","gold":"b"}       | MALFORMED    | Duplicate
            {"id":"1","text":"a","gold":"b"} x              | MALFORMED    | not JSON
            [1]                                             | WRONG_SCHEMA | a list, not an object
            "{}"                                            | WRONG_SCHEMA | StringConverter
            {"id":"1","gold":"b"}                           | WRONG_SCHEMA | 'text' is missing
            {"id":"1","text":"a"}                           | WRONG_SCHEMA | 'gold' is missing
            {"id":"1","text":{"en":"a"},"gold":"b"}         | WRONG_SCHEMA | 'text' is an object
            {"id":"1","text":7,"gold":"b"}                  | WRONG_SCHEMA | 'text' is a number
            {"id":"1","text":"a","gold":["b"]}              | WRONG_SCHEMA | 'gold' is a list
            {"id":[1],"text":"a","gold":"b"}                | WRONG_SCHEMA | 'id' is a list
            {"id":"1","text":"a","gold":"b","reference":{}} | WRONG_SCHEMA | 'reference' is an object
            {"id":"1","text":"a","gold":"b","ask":1.5}      | WRONG_SCHEMA | whole number
            {"id":"1","text":"a","gold":"b","metadata":[]}  | WRONG_SCHEMA | object of strings
            {"schema":null,"payload":null}                  | WRONG_SCHEMA | value.converter.schemas.enable=false
            {"schema":{},"payload":"{}"}                    | WRONG_SCHEMA | StringConverter
            """)
    void bytesThatAreNotAQuestionAreRefusedWithTheReason(String json, DeadLetterReason reason, String sentence) {
        assertThatThrownBy(() -> QuestionJson.read(json, "mine"))
                .isInstanceOfSatisfying(UnreadableQuestionException.class, error -> assertThat(error.reason())
                        .isEqualTo(reason))
                .hasMessageContaining(sentence);
    }

    @Test
    void aMissingMappedFieldIsNamedAsItIsMapped() {
        QuestionDefaults mapped = QuestionDefaults.of("mine").withFields(Map.of("text", "prompt"));
        assertThatThrownBy(() -> read("{\"text\":\"a\",\"gold\":\"b\"}", mapped))
                .hasMessageContaining("'prompt', which is mapped to 'text', is missing");
    }

    private static Question read(String json, QuestionDefaults defaults) {
        return QuestionJson.read(json.getBytes(StandardCharsets.UTF_8), defaults);
    }
}
