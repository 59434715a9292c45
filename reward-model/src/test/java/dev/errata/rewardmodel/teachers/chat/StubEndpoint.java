package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A chat-completions endpoint in this process with scripted responses. */
final class StubEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The bodies of all requests, and their Authorization headers. */
    final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());

    final List<String> keys = Collections.synchronizedList(new ArrayList<>());

    private final Deque<Behavior> next = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private Behavior always = says("ok");

    /** Answers one request. */
    interface Behavior {
        void answer(HttpExchange exchange, JsonNode request) throws IOException;
    }

    StubEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    synchronized void then(Behavior behavior) {
        next.add(behavior);
    }

    synchronized void always(Behavior behavior) {
        always = behavior;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Behavior behavior;
        synchronized (this) {
            behavior = next.isEmpty() ? always : next.remove();
        }
        try (exchange) {
            behavior.answer(exchange, request);
        }
    }

    /** A proper completion of 100 tokens read and 10 written. */
    static Behavior says(String text) {
        return says(request -> text);
    }

    static Behavior says(Function<String, String> textForPrompt) {
        return (exchange, request) -> {
            String prompt = request.path("messages").path(1).path("content").asText();
            send(exchange, 200, completion(textForPrompt.apply(prompt), "stop", true));
        };
    }

    static String completion(String text, String finish, boolean usage) throws IOException {
        var json = JSON.createObjectNode().put("id", "c1");
        var choice = json.putArray("choices").addObject().put("finish_reason", finish);
        choice.putObject("message").put("role", "assistant").put("content", text);
        if (usage) {
            json.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 10);
        }
        return JSON.writeValueAsString(json);
    }

    static Behavior fails(int status, String body) {
        return (exchange, request) -> send(exchange, status, body);
    }

    static Behavior busy(String retryAfter) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            send(exchange, 429, "{\"error\":{\"message\":\"slow down\"}}");
        };
    }

    /** Sends headers and the beginning of a body, and then nothing: what a client's header timeout does not notice. */
    Behavior hangs() {
        return (exchange, request) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                closing.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
