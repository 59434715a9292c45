package dev.errata.schemas.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.DeadLetterReason;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object by the names of a question, and which of them were read. */
final class JsonFields {

    /** Prefix of names that are told from the envelope of Kafka Connect's JSON converter. */
    private static final String PAYLOAD = "payload.";

    private final ObjectNode object;
    private final Map<String, String> names;
    private final Set<String> read = new HashSet<>();

    JsonFields(ObjectNode object, Map<String, String> names) {
        this.object = payload(object);
        this.names = names;
    }

    /** Whether a field is there and not null. */
    boolean has(String field) {
        return value(field) != null;
    }

    /** The value of a field, or null where it is missing or null. */
    @Nullable
    JsonNode value(String field) {
        String name = name(field);
        JsonNode value = at(object, name);
        return value == null && name.startsWith(PAYLOAD) ? at(object, name.substring(PAYLOAD.length())) : value;
    }

    /** The name of a field in this JSON. */
    String name(String field) {
        return names.getOrDefault(field, field);
    }

    /** A field that must be a string. */
    String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw wrong("The field " + shown(field) + " is " + kind(value) + ", not text: write it in quotes.");
        }
        return value.textValue();
    }

    /** A field that may also be a number or a boolean, as plain text. */
    String scalar(String field) {
        JsonNode value = required(field);
        if (!value.isValueNode()) {
            throw wrong("The field " + shown(field) + " is " + kind(value) + ": send text or a number.");
        }
        return JsonText.of(value);
    }

    /** Every field that was not read, as text under its name. */
    Map<String, String> rest() {
        Metadata rest = new Metadata();
        object.properties().stream()
                .filter(field -> !read.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> rest.add(field.getKey(), JsonText.of(field.getValue())));
        return rest.entries();
    }

    static UnreadableQuestionException wrong(String message) {
        return new UnreadableQuestionException(DeadLetterReason.WRONG_SCHEMA, message);
    }

    /** What a value is, for a message. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "a list";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case STRING, BINARY -> "text";
            case NULL, MISSING -> "null";
        };
    }

    private JsonNode required(String field) {
        JsonNode value = value(field);
        if (value == null) {
            throw wrong("The field " + shown(field) + " is missing: a question needs text and gold, or a field map that"
                    + " says which fields hold them.");
        }
        return value;
    }

    private String shown(String field) {
        String name = names.get(field);
        return name == null ? "'" + field + "'" : "'" + name + "', which is mapped to '" + field + "',";
    }

    /** The value under a name, taken as it stands or else as a path of names with points between them. */
    private @Nullable JsonNode at(ObjectNode from, String name) {
        JsonNode value = from.get(name);
        if (value != null) {
            read.add(name);
            return value.isNull() ? null : value;
        }
        int point = name.indexOf('.');
        while (point > 0) {
            if (from.get(name.substring(0, point)) instanceof ObjectNode below) {
                JsonNode found = at(below, name.substring(point + 1));
                if (found != null) {
                    read.add(name.substring(0, point));
                    return found;
                }
            }
            point = name.indexOf('.', point + 1);
        }
        return null;
    }

    /** What Kafka Connect's JSON converter wraps in {@code {"schema": ..., "payload": ...}}. */
    private static ObjectNode payload(ObjectNode envelope) {
        if (envelope.size() != 2 || !envelope.has("schema") || !envelope.has("payload")) {
            return envelope;
        }
        if (envelope.get("payload") instanceof ObjectNode payload) {
            return payload;
        }
        throw wrong("This is the envelope of Kafka Connect's JsonConverter, and its payload is "
                + kind(envelope.get("payload")) + ", not an object: set"
                + " value.converter=org.apache.kafka.connect.storage.StringConverter for a connector that reads lines,"
                + " and value.converter.schemas.enable=false for one that reads rows.");
    }
}
