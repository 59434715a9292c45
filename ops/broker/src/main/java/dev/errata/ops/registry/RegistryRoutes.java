package dev.errata.ops.registry;

import static dev.errata.ops.registry.RegistryState.GLOBAL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Confluent's REST paths and what each is answered: an object for JSON, or {@link Verbatim}. */
final class RegistryRoutes {

    /** An answer that is JSON text already. */
    record Verbatim(String json) {}

    private record Route(String method, List<String> path, Function<RegistryRequest, Object> answer) {}

    private static final String VARIABLE = "*";

    private final SchemaRegistry registry;
    private final List<Route> routes = new ArrayList<>();

    RegistryRoutes(SchemaRegistry registry) {
        this.registry = registry;
        addSchemas();
        addSettings();
    }

    private void addSchemas() {
        route("GET", "", request -> Map.of());
        route("GET", "subjects", this::subjects);
        route(
                "POST",
                "subjects/*",
                request -> registry.lookUp(request.variable(0), request.schema(), request.flag("deleted")));
        route("DELETE", "subjects/*", this::deleteSubject);
        route(
                "GET",
                "subjects/*/versions",
                request -> numbers(registry.known(request.variable(0), request.flag("deleted"))));
        route(
                "POST",
                "subjects/*/versions",
                request -> Map.of("id", registry.register(request.variable(0), request.schema())));
        route("GET", "subjects/*/versions/*", this::version);
        route("DELETE", "subjects/*/versions/*", this::deleteVersion);
        route(
                "GET",
                "subjects/*/versions/*/schema",
                request -> new Verbatim(version(request).schema()));
        route("GET", "subjects/*/versions/*/referencedby", request -> List.of());
        route("GET", "schemas/types", request -> List.of("AVRO"));
        route("GET", "schemas/ids/*", request -> Map.of("schema", schema(request)));
        route("GET", "schemas/ids/*/schema", request -> new Verbatim(schema(request)));
        route("GET", "schemas/ids/*/subjects", this::subjectsOfSchema);
        route("GET", "schemas/ids/*/versions", this::versionsOfSchema);
        route("POST", "compatibility/subjects/*/versions", this::compatibility);
        route("POST", "compatibility/subjects/*/versions/*", this::compatibility);
    }

    private void addSettings() {
        route(
                "GET",
                "config",
                request -> Map.of("compatibilityLevel", registry.state().levelInForce(GLOBAL)));
        route("PUT", "config", request -> setLevel(GLOBAL, request));
        route("DELETE", "config", request -> removeLevel(GLOBAL));
        route("GET", "config/*", this::level);
        route("PUT", "config/*", request -> setLevel(request.variable(0), request));
        route("DELETE", "config/*", request -> removeLevel(request.variable(0)));
        route("GET", "mode", request -> Map.of("mode", registry.state().modeInForce(GLOBAL)));
        route("PUT", "mode", request -> setMode(GLOBAL, request));
        route("GET", "mode/*", this::mode);
        route("PUT", "mode/*", request -> setMode(request.variable(0), request));
        route("DELETE", "mode/*", request -> removeMode(request.variable(0)));
    }

    private void route(String method, String path, Function<RegistryRequest, Object> answer) {
        routes.add(new Route(method, path.isEmpty() ? List.of() : List.of(path.split("/", -1)), answer));
    }

    Object answer(RegistryRequest request) {
        boolean known = false;
        for (Route route : routes) {
            Optional<List<String>> variables = match(route.path(), request.path());
            if (variables.isPresent()) {
                if (route.method().equals(request.method())) {
                    return route.answer().apply(request.withVariables(variables.get()));
                }
                known = true;
            }
        }
        throw known
                ? new RegistryError(405, 405, "HTTP 405 Method Not Allowed")
                : new RegistryError(404, 404, "HTTP 404 Not Found");
    }

    private static Optional<List<String>> match(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            if (pattern.get(i).equals(VARIABLE)) {
                variables.add(path.get(i));
            } else if (!pattern.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
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

    private Object level(RegistryRequest request) {
        String subject = request.variable(0);
        RegistryState state = registry.state();
        Optional<Compatibility> level =
                request.flag("defaultToGlobal") ? Optional.of(state.levelInForce(subject)) : state.level(subject);
        return Map.of(
                "compatibilityLevel",
                level.orElseThrow(() -> new RegistryError(
                        404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured")));
    }

    private Object setLevel(String subject, RegistryRequest request) {
        Compatibility level = Compatibility.of(request.text("compatibility", 42203));
        registry.setLevel(subject, level);
        return Map.of("compatibility", level);
    }

    private Object removeLevel(String subject) {
        Compatibility before = registry.state().levelInForce(subject);
        registry.setLevel(subject, null);
        return Map.of("compatibilityLevel", before);
    }

    private Object mode(RegistryRequest request) {
        String subject = request.variable(0);
        RegistryState state = registry.state();
        Optional<String> mode =
                request.flag("defaultToGlobal") ? Optional.of(state.modeInForce(subject)) : state.mode(subject);
        return Map.of(
                "mode",
                mode.orElseThrow(() -> new RegistryError(
                        404, 40409, "Subject '" + subject + "' does not have subject-level mode configured")));
    }

    private Object setMode(String subject, RegistryRequest request) {
        String mode = request.text("mode", 42204);
        registry.setMode(subject, mode);
        return Map.of("mode", mode);
    }

    private Object removeMode(String subject) {
        String before = registry.state().modeInForce(subject);
        registry.setMode(subject, null);
        return Map.of("mode", before);
    }

    private static List<Integer> numbers(List<SchemaVersion> versions) {
        return versions.stream().map(SchemaVersion::version).toList();
    }
}
