package dev.errata.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A client of a Confluent-compatible schema registry (REST v1), for Avro schemas without references. Answers are
 * cached, since schemas and ids never change. Thread-safe.
 *
 * <p>Every method throws {@link RegistryException} if the registry refuses, {@link RegistryUnavailableException} if no
 * address answers as a schema registry, and Kafka's AuthenticationException if the credentials are refused.
 */
public final class SchemaRegistryClient {

    private final RegistryConnection registry;
    private final boolean normalize;
    private final Map<SubjectSchema, Integer> registered = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> lookedUp = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** A schema with its id. */
    public record IdentifiedSchema(int id, Schema schema) {}

    private record SubjectSchema(String subject, Schema schema) {}

    SchemaRegistryClient(RegistrySettings settings) {
        registry = new RegistryConnection(settings.registries(), settings.retry());
        normalize = settings.normalize();
    }

    /** A client with Confluent's settings, at least {@code schema.registry.url}. */
    public static SchemaRegistryClient of(Map<String, ?> settings) {
        return new SchemaRegistryClient(RegistrySettings.of(settings, false));
    }

    /** Registers a schema under a subject, unless the subject has it; returns its id. */
    public int register(String subject, Schema schema) {
        return cached(registered, "/subjects/" + encoded(subject) + "/versions", new SubjectSchema(subject, schema));
    }

    /** The id of a schema that the subject has. */
    public int lookUp(String subject, Schema schema) {
        return cached(lookedUp, "/subjects/" + encoded(subject), new SubjectSchema(subject, schema));
    }

    /**
     * The schema with this id.
     *
     * @throws RegistryException if there is none: every address says so again a moment later
     */
    public Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known == null) {
            known = parsed(registry.schema(id), "schema " + id);
            schemas.put(id, known);
        }
        return known;
    }

    /** The newest schema of a subject; not cached. */
    public IdentifiedSchema latest(String subject) {
        JsonNode answer = registry.get("/subjects/" + encoded(subject) + "/versions/latest");
        return new IdentifiedSchema(id(answer), parsed(answer, "the newest schema of subject " + subject));
    }

    private int cached(Map<SubjectSchema, Integer> cache, String path, SubjectSchema key) {
        // Not computeIfAbsent: it would hold the map's lock during the request.
        Integer known = cache.get(key);
        if (known == null) {
            JsonNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("schema", key.schema().toString());
            known = id(registry.post(path + (normalize ? "?normalize=true" : ""), body));
            cache.put(key, known);
        }
        return known;
    }

    private static int id(JsonNode answer) {
        return answer.get("id").asInt();
    }

    private static Schema parsed(JsonNode answer, String what) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new SerializationException(what + " is of type " + type + ": only Avro can be read here.");
        }
        if (!answer.path("references").isEmpty()) {
            throw new SerializationException(what
                    + " refers to other schemas of the registry, which is not supported: register it in one piece.");
        }
        try {
            // The names of the writer are not validated: only resolution against the reader's schema matters.
            return new Schema.Parser(NameValidator.NO_VALIDATION)
                    .parse(answer.path("schema").asText());
        } catch (RuntimeException invalid) {
            // Avro also throws NullPointerException and its like for JSON that is no schema.
            throw new SerializationException(what + " is not an Avro schema: " + invalid.getMessage(), invalid);
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
