package dev.errata.rewards.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A verifier in this process that answers as it is told. By default an answer is right if it is the gold one. */
final class ScriptedVerifier implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** All requests with answers, and the headers of all requests. */
    final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());

    final List<String> headers = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Function<JsonNode, Response> behavior = ScriptedVerifier::honest;

    /**
     * A response.
     *
     * @param status HTTP status; 0 sends nothing until the verifier is closed
     */
    record Response(int status, String body) {}

    ScriptedVerifier() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/verify", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/verify");
    }

    void behave(Function<JsonNode, Response> as) {
        behavior = as;
    }

    /** Right if the answer is the gold one. */
    static Response honest(JsonNode request) {
        return judging(
                request,
                (answer, verdict) ->
                        verdict.put("correct", answer.path("answer").equals(answer.path("gold"))));
    }

    /** One verdict on each answer, filled in by a rule. */
    static Response judging(JsonNode request, BiConsumer<JsonNode, ObjectNode> rule) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode verdicts = reply.putArray("verdicts");
        for (JsonNode answer : request.path("answers")) {
            ObjectNode verdict = verdicts.addObject();
            verdict.set("id", answer.path("id"));
            rule.accept(answer, verdict);
        }
        return new Response(200, reply.toString());
    }

    static boolean asksAbout(JsonNode request, String answer) {
        for (JsonNode asked : request.path("answers")) {
            if (asked.path("answer").asText().equals(answer)) {
                return true;
            }
        }
        return false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            exchange.getRequestHeaders().forEach((name, values) -> headers.add(name + ": " + values));
            if (!request.path("answers").isEmpty()) {
                requests.add(request);
            }
            Response response = behavior.apply(request);
            if (response.status() == 0) {
                closing.await();
                return;
            }
            byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
