package dev.errata.schemas.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads settings of a source: Avro, or a JSON object of the same fields as people write it by hand, such as
 * {@code {"source": "gsm8k", "weight": 2}}. A field that is missing or null has its default.
 */
public final class SourceSettingsDeserializer implements Deserializer<SourceSettings> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Deserializer<SourceSettings> avro;

    /** Leaves Avro to another deserializer. */
    public SourceSettingsDeserializer(Deserializer<SourceSettings> avro) {
        this.avro = avro;
    }

    /**
     * Settings, not yet checked by {@link Sources#problem}.
     *
     * @throws SerializationException with what to change, if these bytes are neither form
     */
    @Override
    public SourceSettings deserialize(String topic, byte[] value) {
        if (value.length == 0 || value[0] == 0) {
            return avro.deserialize(topic, value);
        }
        String text = new String(value, StandardCharsets.UTF_8).replace("\uFEFF", "");
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return settings(object);
            }
        } catch (JsonProcessingException malformed) {
            throw new SerializationException("The settings are no JSON: " + malformed.getOriginalMessage(), malformed);
        }
        throw new SerializationException(
                "The settings are JSON but no object: send {\"source\": ..., \"weight\": ...}.");
    }

    @Override
    public void close() {
        avro.close();
    }

    private static SourceSettings settings(ObjectNode object) {
        if (!object.path("source").isTextual()) {
            throw new SerializationException("The settings name no source: send {\"source\": ..., \"weight\": ...}.");
        }
        SourceSettings settings = Sources.defaults(object.get("source").textValue());
        object.properties().forEach(entry -> {
            Schema.Field field = SourceSettings.getClassSchema().getField(entry.getKey());
            if (field == null) {
                throw new SerializationException("The settings of a source have no field '" + entry.getKey() + "'.");
            }
            if (!entry.getValue().isNull()) {
                settings.put(field.pos(), value(field, entry.getValue()));
            }
        });
        return settings;
    }

    private static Object value(Schema.Field field, JsonNode json) {
        Schema schema = field.schema();
        Schema.Type type = schema.isUnion() ? schema.getTypes().get(1).getType() : schema.getType();
        boolean whole = json.isIntegralNumber();
        if (type == Schema.Type.STRING && json.isTextual()) {
            return json.textValue();
        } else if (type == Schema.Type.BOOLEAN && json.isBoolean()) {
            return json.booleanValue();
        } else if (type == Schema.Type.DOUBLE && json.isNumber()) {
            return json.doubleValue();
        } else if (type == Schema.Type.INT && whole && json.canConvertToInt()) {
            return json.intValue();
        } else if (type == Schema.Type.LONG && whole && json.canConvertToLong()) {
            return json.longValue();
        } else if (type == Schema.Type.MAP && json.isObject()) {
            return texts(field, json);
        }
        throw wrongType(field, type);
    }

    private static Map<String, String> texts(Schema.Field field, JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        json.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw wrongType(field, Schema.Type.STRING);
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        });
        return texts;
    }

    private static SerializationException wrongType(Schema.Field field, Schema.Type wanted) {
        return new SerializationException(
                "The field '" + field.name() + "' of the settings is not of type " + wanted.getName() + ".");
    }
}
