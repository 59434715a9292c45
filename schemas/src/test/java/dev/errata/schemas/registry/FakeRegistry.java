package dev.errata.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry that accepts every schema, records every request and fails on demand. */
final class FakeRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final List<Optional<String>> authorizations = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> subjects = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<String> schemas = Collections.synchronizedList(new ArrayList<>());

    /** Number of next requests that are answered with {@link #failure}. */
    volatile int failures;

    volatile int failure = 503;
    volatile String failureBody = "{\"error_code\":50001,\"message\":\"told to fail\"}";

    private final HttpServer http;

    FakeRegistry() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        http.createContext("/", this::serve);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    Map<String, String> settings() {
        return Map.of("schema.registry.url", url(), "retries.wait.ms", "1");
    }

    int add(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + path);
        authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        String answer;
        if (failures > 0) {
            failures--;
            status = failure;
            answer = failureBody;
        } else {
            ObjectNode json = answer(path.split("[/?]"), body);
            status = json.has("error_code") ? 404 : 200;
            answer = json.toString();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode answer(String[] path, byte[] body) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        if (path[1].equals("schemas")) {
            int id = Integer.parseInt(path[3]);
            return id <= schemas.size()
                    ? answer.put("schema", schemas.get(id - 1))
                    : answer.put("error_code", 40403).put("message", "Schema " + id + " not found");
        }
        String subject = path[2];
        if (body.length == 0) {
            String newest = subjects.get(subject);
            return newest == null
                    ? answer.put("error_code", 40401).put("message", "Subject '" + subject + "' not found.")
                    : answer.put("id", add(newest)).put("schema", newest);
        }
        JsonNode schema = JSON.readTree(body).get("schema");
        if (path.length == 3 && !schema.asText().equals(subjects.get(subject))) {
            return answer.put("error_code", 40403).put("message", "Schema not found");
        }
        subjects.put(subject, schema.asText());
        return answer.put("id", add(schema.asText()));
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
