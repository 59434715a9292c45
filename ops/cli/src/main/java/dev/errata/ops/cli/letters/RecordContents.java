package dev.errata.ops.cli.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.ops.cli.letters.RecordContent.Kind;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.registry.AvroDeserializer;
import dev.errata.schemas.topics.EventLog;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values of unknown origin: text, JSON, or Avro records with a schema of the registry. Without a registry Avro
 * records count as binary. For one thread.
 */
final class RecordContents {

    /** Numbers as they were written, so that a mended record differs only where it was mended. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int AVRO_HEADER_BYTES = 5;

    private final Deserializer<Question> questions;
    private final AvroDeserializer<GenericRecord> others = new AvroDeserializer<>();
    private boolean registryAnswers = true;

    RecordContents(EventLog log) {
        Map<String, String> impatient = new HashMap<>(log.client());
        impatient.putIfAbsent("max.retries", "1");
        this.questions = new EventLog(log.topics(), impatient)
                .serde(log.topics().questions("any"))
                .deserializer();
        others.configure(impatient, false);
    }

    /** Whether a value claims to be Avro in Confluent's wire format. */
    static boolean isAvro(byte[] value) {
        return value.length >= AVRO_HEADER_BYTES && value[0] == 0;
    }

    /** The content of a value, or of its beginning where it is cut. */
    RecordContent of(String topic, byte[] value, boolean cut) {
        if (value.length == 0) {
            return RecordContent.none();
        }
        return (isAvro(value) ? avro(topic, value) : text(value, cut))
                .orElseGet(() -> new RecordContent(Kind.BINARY, BinaryNode.valueOf(value)));
    }

    private Optional<RecordContent> avro(String topic, byte[] value) {
        if (!registryAnswers) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordContent(Kind.AVRO, JSON.readTree(json(topic, value))));
        } catch (RetriableException noRegistry) {
            registryAnswers = false;
            return Optional.empty();
        } catch (SerializationException | JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private String json(String topic, byte[] value) {
        try {
            return QuestionJson.write(questions.deserialize(topic, value));
        } catch (SerializationException noQuestion) {
            return String.valueOf(others.deserialize(topic, value));
        }
    }

    private static Optional<RecordContent> text(byte[] value, boolean cut) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(value.length);
        // The last character of a cut value may be incomplete, which is no error.
        CoderResult result = decoder.decode(ByteBuffer.wrap(value), text, !cut);
        String decoded = text.flip().toString();
        if (result.isError() || decoded.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new RecordContent(Kind.TEXT, parsed(decoded)));
    }

    /** The JSON object that the text is; else the text as a JSON string, so that every character of it is kept. */
    private static JsonNode parsed(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json.isObject() ? json : TextNode.valueOf(text);
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(text);
        }
    }
}
