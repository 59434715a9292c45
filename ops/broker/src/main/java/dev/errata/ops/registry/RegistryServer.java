package dev.errata.ops.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The schema registry over HTTP. Its state lives in the cluster's topic {@code _schemas}. */
public final class RegistryServer implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int LARGEST_BODY_BYTES = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "schema-registry");
        thread.setDaemon(true);
        return thread;
    });
    private final SchemaRegistry registry;
    private final RegistryRoutes routes;
    private final Optional<byte[]> authorization;

    /**
     * Replays the schema log and starts to answer.
     *
     * @param userInfo {@code user:password} that requests must carry as basic authentication; empty for none
     * @throws UncheckedIOException if the address cannot be bound
     */
    public RegistryServer(String bootstrapServers, InetSocketAddress address, Optional<String> userInfo) {
        authorization = userInfo.map(RegistryServer::basic);
        registry = new SchemaRegistry(bootstrapServers);
        routes = RegistryRoutes.of(registry);
        try {
            http = HttpServer.create(address, 64);
        } catch (IOException occupied) {
            registry.close();
            throw new UncheckedIOException(occupied);
        }
        http.setExecutor(threads);
        http.createContext("/", this::serve);
        http.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        int status = 200;
        byte[] answer;
        try {
            answer = json(routes.answer(request(exchange)));
        } catch (RegistryError refused) {
            status = refused.status();
            answer = error(refused.code(), String.valueOf(refused.getMessage()));
        } catch (RuntimeException failed) {
            status = 500;
            answer = error(50001, "Error in the schema registry: " + failed);
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            if (status == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"schema registry\"");
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private RegistryRequest request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
        if (body.length > LARGEST_BODY_BYTES) {
            throw new RegistryError(413, 413, "The request has more than " + LARGEST_BODY_BYTES + " bytes.");
        }
        if (authorization.isPresent()) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(authorization.get(), bytes)) {
                throw new RegistryError(401, 40101, "Unauthorized");
            }
        }
        List<String> path = Arrays.stream(exchange.getRequestURI().getRawPath().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(RegistryServer::decoded)
                .toList();
        return new RegistryRequest(
                exchange.getRequestMethod(),
                path,
                List.of(),
                query(exchange.getRequestURI().getRawQuery()),
                parsed(body));
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw new RegistryError(400, 400, "The request's body is not JSON: " + notJson.getOriginalMessage());
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment, StandardCharsets.UTF_8);
    }

    private static byte[] basic(String userInfo) {
        String encoded = Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
        return ("Basic " + encoded).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Object answer) throws IOException {
        return answer instanceof RegistryRoutes.Verbatim verbatim
                ? verbatim.json().getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(answer);
    }

    private static byte[] error(int code, String message) throws IOException {
        return JSON.writeValueAsBytes(Map.of("error_code", code, "message", message));
    }

    @Override
    public void close() {
        http.stop(1);
        threads.shutdown();
        registry.close();
    }
}
