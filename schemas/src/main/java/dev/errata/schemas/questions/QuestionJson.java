package dev.errata.schemas.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One question as a plain JSON object with the Avro field names: {@code {"id": "1", "text": "2+2", "gold": "4"}}.
 *
 * <p>A field that is missing or null takes its Avro default. A field of the wrong type, or one that a question does not
 * have, is an error rather than a silent loss; other fields of a source belong under {@code metadata}.
 */
public final class QuestionJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private QuestionJson() {}

    /**
     * Reads one question from UTF-8 JSON.
     *
     * @param source the source of a question whose JSON names none
     * @throws UnreadableQuestionException if this is not JSON, or not that of a question
     */
    public static Question read(byte[] json, String source) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (IOException | RuntimeException malformed) {
            throw new UnreadableQuestionException(
                    DeadLetterReason.MALFORMED,
                    "This is not JSON (" + firstLine(malformed) + "): send one JSON object.");
        }
        if (!(node instanceof ObjectNode object)) {
            throw wrong("This is JSON but not an object: send {\"id\": ..., \"text\": ..., \"gold\": ...}.");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (Question.getClassSchema().getField(name) == null) {
                throw wrong("A question has no field '" + name + "': put other fields under 'metadata'.");
            }
        });
        Question.Builder question = Question.newBuilder()
                .setId(required(object, "id"))
                .setSource(object.hasNonNull("source") ? required(object, "source") : source)
                .setText(required(object, "text"))
                .setGold(required(object, "gold"));
        if (object.hasNonNull("reference")) {
            question.setReference(required(object, "reference"));
        }
        if (object.hasNonNull("task")) {
            question.setTask(required(object, "task"));
        }
        if (object.hasNonNull("ask")) {
            question.setAsk(ask(object.get("ask")));
        }
        if (object.hasNonNull("metadata")) {
            question.setMetadata(metadata(object.get("metadata")));
        }
        return question.build();
    }

    /** Writes a question as one line of JSON, without a line end; fields at their default are left out. */
    public static String write(Question question) {
        ObjectNode object = JSON.createObjectNode();
        for (Schema.Field field : Question.getClassSchema().getFields()) {
            Object value = question.get(field.pos());
            boolean plain = field.hasDefaultValue()
                    && (value == null
                            || value.equals(field.defaultVal())
                            || (value instanceof Long number && number == 0)
                            || (value instanceof Map<?, ?> map && map.isEmpty()));
            if (!plain) {
                object.set(field.name(), JSON.valueToTree(value));
            }
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(
                    "A question of strings and numbers can always be written as JSON.", impossible);
        }
    }

    /** Reads one line of a JSONL file. */
    public static Question read(String line, String source) {
        return read(line.getBytes(StandardCharsets.UTF_8), source);
    }

    private static String required(ObjectNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            throw wrong("The field '" + field + "' is missing: a question needs id, text and gold.");
        }
        if (!value.isTextual()) {
            throw wrong("The field '" + field + "' is not a string: write it in quotes.");
        }
        return value.textValue();
    }

    private static long ask(JsonNode value) {
        if (value.asToken() != JsonToken.VALUE_NUMBER_INT || !value.canConvertToLong()) {
            throw wrong(
                    "The field 'ask' is not a whole number: leave it out if the question is asked for the first time.");
        }
        return value.longValue();
    }

    private static Map<String, String> metadata(JsonNode value) {
        if (!value.isObject()) {
            throw wrong("The field 'metadata' is not an object of strings: {\"level\": \"3\"}.");
        }
        Map<String, String> metadata = new HashMap<>();
        value.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw wrong("The entry '" + entry.getKey() + "' of 'metadata' is not a string: write it in quotes.");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        });
        return metadata;
    }

    private static UnreadableQuestionException wrong(String message) {
        return new UnreadableQuestionException(DeadLetterReason.WRONG_SCHEMA, message);
    }

    private static String firstLine(Exception error) {
        @Nullable
        String message = error instanceof JsonProcessingException json ? json.getOriginalMessage() : error.getMessage();
        return message == null ? "unknown" : message.lines().findFirst().orElse("unknown");
    }
}
