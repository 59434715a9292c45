package dev.errata.schemas.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The properties that Avro's Java compiler adds to schemas; they have no meaning in other languages. */
final class JavaProperties {

    private static final List<String> NAMES =
            List.of("avro.java.string", "java-class", "java-element-class", "java-key-class");
    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaProperties() {}

    /** The same schema without them, as in the .avsc file. */
    static Schema removed(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            remove(json);
            return new Schema.Parser().parse(json.toString());
        } catch (JacksonException impossible) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON.", impossible);
        }
    }

    private static void remove(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(NAMES);
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                // A default is a value; its keys are not properties of the schema.
                if (!field.getKey().equals("default")) {
                    remove(field.getValue());
                }
            }
        } else {
            json.forEach(JavaProperties::remove);
        }
    }
}
