package dev.errata.ops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One HTTP request, decoded.
 *
 * @param path segments of the path, percent-decoded
 * @param variables the segments at the variables of the route, in order
 * @param body JSON; a missing node where there is none
 */
record RegistryRequest(
        String method, List<String> path, List<String> variables, Map<String, String> query, JsonNode body) {

    RegistryRequest withVariables(List<String> found) {
        return new RegistryRequest(method, path, found, query, body);
    }

    String variable(int index) {
        return variables.get(index);
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(query.get(name));
    }

    /** The schema in the body; refuses what this registry does not support. */
    String schema() {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("type " + type + " is not supported, only AVRO.");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("references to other schemas are not supported.");
        }
        if (body.path("id").asInt(-1) > 0) {
            throw RegistryError.notPermitted("schema ids are given by the registry; import mode is not supported.");
        }
        return text("schema", 42201);
    }

    /** A required text field of the body. */
    String text(String field, int errorCode) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new RegistryError(422, errorCode, "The request's body has no text \"" + field + "\".");
        }
        return value.asText();
    }
}
