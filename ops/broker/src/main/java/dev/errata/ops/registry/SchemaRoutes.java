package dev.errata.ops.registry;

import dev.errata.ops.registry.RegistryRoutes.Verbatim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Confluent's REST paths for subjects, versions, schema ids and compatibility checks. */
final class SchemaRoutes {

    private final SchemaRegistry registry;

    SchemaRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    void addTo(RegistryRoutes routes) {
        routes.route("GET", "", request -> Map.of());
        routes.route("GET", "subjects", this::subjects);
        routes.route(
                "POST",
                "subjects/*",
                request -> registry.lookUp(request.variable(0), request.schema(), request.flag("deleted")));
        routes.route("DELETE", "subjects/*", this::deleteSubject);
        routes.route(
                "GET",
                "subjects/*/versions",
                request -> numbers(registry.known(request.variable(0), request.flag("deleted"))));
        routes.route(
                "POST",
                "subjects/*/versions",
                request -> Map.of("id", registry.register(request.variable(0), request.schema())));
        routes.route("GET", "subjects/*/versions/*", this::version);
        routes.route("DELETE", "subjects/*/versions/*", this::deleteVersion);
        routes.route(
                "GET",
                "subjects/*/versions/*/schema",
                request -> new Verbatim(version(request).schema()));
        routes.route("GET", "subjects/*/versions/*/referencedby", request -> List.of());
        routes.route("GET", "schemas/types", request -> List.of("AVRO"));
        routes.route("GET", "schemas/ids/*", request -> Map.of("schema", schema(request)));
        routes.route("GET", "schemas/ids/*/schema", request -> new Verbatim(schema(request)));
        routes.route("GET", "schemas/ids/*/subjects", this::subjectsOfSchema);
        routes.route("GET", "schemas/ids/*/versions", this::versionsOfSchema);
        routes.route("POST", "compatibility/subjects/*/versions", this::compatibility);
        routes.route("POST", "compatibility/subjects/*/versions/*", this::compatibility);
    }

    private Object subjects(RegistryRequest request) {
        String prefix = request.query().getOrDefault("subjectPrefix", "");
        return registry.state().subjects(request.flag("deleted")).stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    private Object deleteSubject(RegistryRequest request) {
        refusePermanent(request);
        return registry.delete(registry.known(request.variable(0), false));
    }

    private SchemaVersion version(RegistryRequest request) {
        return registry.version(request.variable(0), request.variable(1), request.flag("deleted"));
    }

    private Object deleteVersion(RegistryRequest request) {
        refusePermanent(request);
        SchemaVersion version = registry.version(request.variable(0), request.variable(1), false);
        return registry.delete(List.of(version)).get(0);
    }

    private static void refusePermanent(RegistryRequest request) {
        if (request.flag("permanent")) {
            throw RegistryError.notPermitted(
                    "schemas are deleted softly only, since records written with them may still be read.");
        }
    }

    private String schema(RegistryRequest request) {
        String id = request.variable(0);
        return registry.state().schema(idOf(id)).orElseThrow(() -> RegistryError.noSuchSchema("Schema " + id));
    }

    private static int idOf(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw RegistryError.noSuchSchema("Schema " + text);
        }
    }

    private Object subjectsOfSchema(RegistryRequest request) {
        return uses(request).stream().map(SchemaVersion::subject).distinct().toList();
    }

    private Object versionsOfSchema(RegistryRequest request) {
        return uses(request).stream()
                .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                .toList();
    }

    private List<SchemaVersion> uses(RegistryRequest request) {
        Objects.requireNonNull(schema(request));
        return registry.state().uses(idOf(request.variable(0)), request.flag("deleted"));
    }

    private Object compatibility(RegistryRequest request) {
        String version = request.variables().size() == 2 ? request.variable(1) : null;
        List<String> objections = registry.objections(request.variable(0), request.schema(), version);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("is_compatible", objections.isEmpty());
        if (request.flag("verbose")) {
            answer.put("messages", objections);
        }
        return answer;
    }

    private static List<Integer> numbers(List<SchemaVersion> versions) {
        return versions.stream().map(SchemaVersion::version).toList();
    }
}
