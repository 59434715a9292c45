package dev.errata.schemas.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceSettingsDeserializerTest {

    private final SourceSettingsDeserializer deserializer =
            new SourceSettingsDeserializer((topic, value) -> Sources.defaults("from avro"));

    @Test
    void aJsonObjectWrittenByHandIsRead() {
        SourceSettings settings = read(
                """
                {"source": "mine", "weight": 2, "passes": 0, "shuffle_seed": 7, "limit": null,
                 "template": "Q: {question}", "fields": {"text": "payload.q"}, "paused": true}""");

        assertThat(settings.getSource()).isEqualTo("mine");
        assertThat(settings.getWeight()).isEqualTo(2.0);
        assertThat(settings.getPasses()).isZero();
        assertThat(settings.getShuffleSeed()).isEqualTo(7L);
        assertThat(settings.getLimit()).isNull();
        assertThat(settings.getTemplate()).isEqualTo("Q: {question}");
        assertThat(settings.getFields()).isEqualTo(Map.of("text", "payload.q"));
        assertThat(settings.getPaused()).isTrue();
        assertThat(settings.getRecheckEvery()).isEqualTo(4);
    }

    @Test
    void aRecordThatStartsWithAZeroByteIsAvro() {
        assertThat(deserializer.deserialize("sources", new byte[] {0, 1}).getSource())
                .isEqualTo("from avro");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"weight\": 2} | name no source",
                "{\"source\": \"a\", \"wait\": 2} | have no field 'wait'",
                "{\"source\": \"a\", \"weight\": \"2\"} | 'weight' of the settings is not of type double",
                "{\"source\": \"a\", \"passes\": 1.5} | 'passes' of the settings is not of type long",
                "[1] | send {\"source\"",
                "{\"source\": | no JSON",
                "weight=2 | no JSON",
            })
    void otherTextIsRefusedWithASentence(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(sentence);
    }

    private SourceSettings read(String json) {
        return deserializer.deserialize("sources", json.getBytes(StandardCharsets.UTF_8));
    }
}
