package dev.errata.ops.monitor.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Serves the page over a made-up run, to work on it without a broker:
 * {@code main [port] [run|empty|stalled|many]}.
 *
 * <p>The web server is the JDK's; the page and the JSON are the real ones.
 */
final class PagePreview {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final Clock clock = Clock.systemUTC();
    private final RunState state = new RunState("", new Limits(240, 50, Duration.ofSeconds(30), 8L));
    private final LogStatus connection;

    private PagePreview(String mode) throws IOException {
        long now = clock.millis();
        if (mode.equals("empty")) {
            connection = new LogStatus(true, "Waiting for the log at localhost:9092.", now - 7000, false);
        } else {
            connection = new LogStatus(false, "Reads 37 partitions.", now, false);
            state.vocabulary(MadeUp.vocabulary());
            MadeUpRun.write(state, mode.equals("stalled") ? now - 45_000 : now + 3_000, 360);
            if (mode.equals("many")) {
                MadeUpSources.writeMany(state, now, 80);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        PagePreview preview = new PagePreview(arguments.length > 1 ? arguments[1] : "run");
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8099;
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", preview::answer);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (path.equals("/api/state")) {
            send(exchange, "application/json", JSON.writeValueAsBytes(state.snapshot(clock.millis(), connection)));
        } else if (path.equals("/api/answers")) {
            Boolean correct = query.contains("correct=") ? query.contains("correct=true") : null;
            String source = query.contains("source=gsm8k") ? "gsm8k" : null;
            send(exchange, "application/json", JSON.writeValueAsBytes(state.answers(source, correct)));
        } else {
            file(exchange, path.equals("/") ? "/index.html" : path);
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        try (InputStream file = PagePreview.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain");
            send(exchange, type, file.readAllBytes());
        }
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type + "; charset=" + StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
