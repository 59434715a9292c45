package dev.errata.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A verifier over HTTP that is slow and faulty in a way that is known in advance. The answer n has the score (n mod 11)
 * / 10 or, where that is above 1, no score and counts as right. One answer in 50 has no usable verdict when it is first
 * asked about, and one in 500 never has one.
 */
final class FaultyVerifier implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration slowness;
    private final Set<Integer> askedBefore = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private HttpServer server;

    FaultyVerifier(Duration slowness) throws IOException {
        this.slowness = slowness;
        this.server = open(0);
    }

    private HttpServer open(int port) throws IOException {
        HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        opened.createContext("/verify", this::handle);
        opened.setExecutor(threads);
        opened.start();
        return opened;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Refuses connections for a time, and is then where it was. */
    void beDown(Duration outage) throws IOException {
        int port = port();
        server.stop(0);
        LockSupport.parkNanos(outage.toNanos());
        server = open(port);
    }

    /** Whether no usable verdict on an answer is ever given. */
    static boolean isHopeless(int answer) {
        return answer % 500 == 0;
    }

    /** Whether an answer has a score; without one it counts as right. */
    static boolean isScored(int answer) {
        return answer % 11 != 10 || isHopeless(answer);
    }

    static double score(int answer) {
        return answer % 11 / 10.0;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            LockSupport.parkNanos(slowness.toNanos());
            String reply = reply(request).toString();
            boolean cut = requests.incrementAndGet() % 50 == 0;
            byte[] bytes = reply.substring(0, cut ? reply.length() / 2 : reply.length())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode reply(JsonNode request) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode verdicts = reply.putArray("verdicts");
        for (JsonNode asked : request.path("answers")) {
            int answer = Integer.parseInt(asked.path("answer").asText());
            boolean first = askedBefore.add(answer);
            ObjectNode verdict = verdicts.addObject();
            verdict.set("id", asked.path("id"));
            if (isHopeless(answer) || first && answer % 50 == 7) {
                spoil(verdict, answer);
            } else if (isScored(answer)) {
                verdict.put("score", score(answer));
            } else {
                verdict.put("correct", true);
            }
        }
        return reply;
    }

    private static void spoil(ObjectNode verdict, int answer) {
        switch (answer % 4) {
            case 0 -> verdict.put("score", 7);
            case 1 -> verdict.put("score", "high");
            case 2 -> verdict.put("score", Double.NaN);
            default -> verdict.put("id", "nobody").put("correct", true);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
