package dev.errata.ops.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the answer to a request by its HTTP method and path: an object for JSON, or {@link Verbatim}. */
final class RegistryRoutes {

    /** An answer that is JSON text already. */
    record Verbatim(String json) {}

    private record Route(String method, List<String> path, Function<RegistryRequest, Object> answer) {}

    private static final String VARIABLE = "*";

    private final List<Route> routes = new ArrayList<>();

    /** The routes of Confluent's REST API that this registry supports. */
    static RegistryRoutes of(SchemaRegistry registry) {
        RegistryRoutes routes = new RegistryRoutes();
        new SchemaRoutes(registry).addTo(routes);
        new SettingRoutes(registry).addTo(routes);
        return routes;
    }

    /**
     * Adds a route.
     *
     * @param path segments separated by slashes; {@code *} is a variable
     */
    void route(String method, String path, Function<RegistryRequest, Object> answer) {
        routes.add(new Route(method, path.isEmpty() ? List.of() : List.of(path.split("/", -1)), answer));
    }

    /**
     * The answer to a request.
     *
     * @throws RegistryError if there is no such path or method, or the registry refuses the request
     */
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
}
