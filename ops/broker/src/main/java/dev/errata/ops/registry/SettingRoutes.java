package dev.errata.ops.registry;

import static dev.errata.ops.registry.RegistryState.GLOBAL;

import java.util.Map;
import java.util.Optional;

/** Confluent's REST paths for compatibility levels ({@code config}) and modes, global and by subject. */
final class SettingRoutes {

    private final SchemaRegistry registry;

    SettingRoutes(SchemaRegistry registry) {
        this.registry = registry;
    }

    void addTo(RegistryRoutes routes) {
        routes.route(
                "GET",
                "config",
                request -> Map.of("compatibilityLevel", registry.state().levelInForce(GLOBAL)));
        routes.route("PUT", "config", request -> setLevel(GLOBAL, request));
        routes.route("DELETE", "config", request -> removeLevel(GLOBAL));
        routes.route("GET", "config/*", this::level);
        routes.route("PUT", "config/*", request -> setLevel(request.variable(0), request));
        routes.route("DELETE", "config/*", request -> removeLevel(request.variable(0)));
        routes.route("GET", "mode", request -> Map.of("mode", registry.state().modeInForce(GLOBAL)));
        routes.route("PUT", "mode", request -> setMode(GLOBAL, request));
        routes.route("GET", "mode/*", this::mode);
        routes.route("PUT", "mode/*", request -> setMode(request.variable(0), request));
        routes.route("DELETE", "mode/*", request -> removeMode(request.variable(0)));
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
}
