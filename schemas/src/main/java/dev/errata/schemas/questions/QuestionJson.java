package dev.errata.schemas.questions;

import static dev.errata.schemas.questions.JsonFields.wrong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One question as a plain JSON object: {@code {"text": "2+2", "gold": "4"}}.
 *
 * <p>The names are those of the Avro fields, or those of a field map. {@code question} and {@code answer} stand in for
 * a missing {@code text} and {@code gold}. An {@code answer}, or a field mapped to gold, with GSM8K's mark,
 * {@code "... #### 72"}, is a worked solution: what follows the last mark is the gold answer, and the whole is the
 * reference. {@code id} and {@code gold} may be numbers. A field that is missing or null takes its default. Fields that
 * a question does not have are kept under {@link Metadata}. The envelope of Kafka Connect's JSON converter is taken
 * off.
 *
 * <p>A field of another kind is an error rather than a silent loss.
 */
public final class QuestionJson {

    /** The mark before the final answer of GSM8K's solutions. */
    private static final String MARK = "####";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private QuestionJson() {}

    /**
     * Whether bytes look like JSON rather than Avro in Confluent's wire format, whose first byte is 0: the first byte
     * after a byte order mark and white space begins an object, a list or a string. Of these {@link #read} takes
     * objects, and says why it refuses the others.
     */
    public static boolean looksLikeJson(byte[] value) {
        // A zero is half of a character in UTF-16, but only behind a byte order mark.
        boolean marked = value.length > 1 && (value[0] == (byte) 0xFE || value[0] == (byte) 0xFF);
        for (byte b : value) {
            switch (b) {
                case '{', '[', '"' -> {
                    return true;
                }
                case ' ', '\t', '\n', '\r', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xFE, (byte) 0xFF -> {}
                default -> {
                    if (b != 0 || !marked) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Reads one question from JSON in UTF-8, or in UTF-16 with a byte order mark.
     *
     * @throws UnreadableQuestionException if this is not JSON, or not that of a question
     */
    public static Question read(byte[] json, QuestionDefaults defaults) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (IOException | RuntimeException malformed) {
            throw new UnreadableQuestionException(
                    DeadLetterReason.MALFORMED,
                    "This is not JSON (" + firstLine(malformed) + "): send one JSON object.");
        }
        if (node instanceof ObjectNode object) {
            return read(object, defaults);
        }
        throw wrong(
                "This is JSON but " + JsonFields.kind(node) + ", not an object: send {\"text\": ..., \"gold\": ...}."
                        + (node.isTextual()
                                ? " If Kafka Connect wrote it, set"
                                        + " value.converter=org.apache.kafka.connect.storage.StringConverter."
                                : ""));
    }

    /** Reads one question from UTF-8 JSON, with the defaults of a source that says nothing else. */
    public static Question read(byte[] json, String source) {
        return read(json, QuestionDefaults.of(source));
    }

    /** Reads one line of a JSONL file. */
    public static Question read(String line, String source) {
        return read(line.getBytes(StandardCharsets.UTF_8), source);
    }

    /**
     * Reads one question from a JSON object.
     *
     * @throws UnreadableQuestionException if it is not that of a question
     */
    public static Question read(ObjectNode object, QuestionDefaults defaults) {
        JsonFields fields = new JsonFields(object, defaults.fields());
        String text = fields.text(fields.has("text") || !fields.has("question") ? "text" : "question");
        Question.Builder question = Question.newBuilder()
                .setId(id(fields, defaults, text))
                .setSource(fields.has("source") ? fields.text("source") : defaults.source())
                .setText(text);
        setGold(fields, question);
        if (fields.has("reference")) {
            question.setReference(fields.text("reference"));
        }
        String task = fields.has("task") ? fields.text("task") : defaults.task();
        if (task != null) {
            question.setTask(task);
        }
        if (fields.has("ask")) {
            question.setAsk(ask(fields.scalar("ask")));
        }
        return question.setMetadata(metadata(fields)).build();
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

    private static String id(JsonFields fields, QuestionDefaults defaults, String text) {
        String given = fields.has("id") ? fields.scalar("id") : defaults.id();
        return given == null || given.isBlank() ? QuestionIds.of(defaults.source(), text) : given;
    }

    private static void setGold(JsonFields fields, Question.Builder question) {
        String field = fields.has("gold") || !fields.has("answer") ? "gold" : "answer";
        String answer = fields.scalar(field);
        int mark = fields.name(field).equals("gold") ? -1 : answer.lastIndexOf(MARK);
        if (mark < 0) {
            question.setGold(answer);
        } else {
            question.setGold(answer.substring(mark + MARK.length()).strip());
            question.setReference(answer);
        }
    }

    private static long ask(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notWhole) {
            throw wrong(
                    "The field 'ask' is not a whole number: leave it out if the question is asked for the first time.");
        }
    }

    private static Map<String, String> metadata(JsonFields fields) {
        Metadata metadata = new Metadata();
        JsonNode given = fields.value("metadata");
        if (given != null && !given.isObject()) {
            throw wrong("The field 'metadata' is " + JsonFields.kind(given)
                    + ", not an object of strings: {\"level\": \"3\"}.");
        }
        if (given != null) {
            given.properties().forEach(entry -> metadata.add(entry.getKey(), JsonText.of(entry.getValue())));
        }
        fields.rest().forEach(metadata::add);
        return metadata.entries();
    }

    private static String firstLine(Exception error) {
        @Nullable
        String message = error instanceof JsonProcessingException json ? json.getOriginalMessage() : error.getMessage();
        return message == null ? "unknown" : message.lines().findFirst().orElse("unknown");
    }
}
