package dev.errata.schemas.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.schemas.registry.RegistrySettings.Endpoint;
import dev.errata.schemas.registry.RegistrySettings.Retry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to the first registry address that answers. Every answer has a deadline; connection failures and the statuses
 * 408, 429 and 5xx are tried again, a bounded number of times.
 */
final class RegistryConnection {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    // One for the JVM: each holds a thread of its own, and Java 17 cannot close it.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final List<Endpoint> registries;
    private final Retry retry;

    /** Index of the address that answered last. Any thread writes it; a stale read costs one failed try. */
    private volatile int preferred;

    RegistryConnection(List<Endpoint> registries, Retry retry) {
        this.registries = registries;
        this.retry = retry;
    }

    JsonNode get(String path) {
        return send(path, null);
    }

    JsonNode post(String path, JsonNode body) {
        return send(path, body);
    }

    private JsonNode send(String path, @Nullable JsonNode body) {
        Exception last = new IOException("not tried");
        Duration wait = retry.pause();
        for (int attempt = 0; attempt < retry.attempts(); attempt++) {
            if (attempt > 0) {
                pause(wait);
                wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
            }
            int first = preferred;
            for (int i = 0; i < registries.size(); i++) {
                int index = (first + i) % registries.size();
                try {
                    JsonNode answer = exchange(registries.get(index), path, body);
                    preferred = index;
                    return answer;
                } catch (IOException failed) {
                    last = failed;
                }
            }
        }
        String detail = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        throw new RegistryUnavailableException(
                "No schema registry answers at " + registries + " (" + detail
                        + "): start one with 'errata broker' or set schema.registry.url.",
                last);
    }

    private JsonNode exchange(Endpoint registry, String path, @Nullable JsonNode body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.base() + path))
                .timeout(retry.answer())
                .header("Accept", MEDIA_TYPE + ", application/json");
        if (registry.authorization() != null) {
            request.header("Authorization", registry.authorization());
        }
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body.toString()));
        }
        HttpResponse<String> response;
        try {
            response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
        return read(registry, response);
    }

    private static JsonNode read(Endpoint registry, HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw new AuthenticationException("The schema registry at " + registry + " refused the credentials (HTTP "
                    + status + "): set basic.auth.credentials.source and basic.auth.user.info.");
        }
        if (status >= 500 || status == 408 || status == 429) {
            throw new IOException("HTTP " + status + " from " + registry);
        }
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (JacksonException notJson) {
            throw new RegistryException(
                    status,
                    status,
                    registry + " answers HTTP " + status
                            + " without JSON: it is not a schema registry; check schema.registry.url.");
        }
        if (status >= 300) {
            int code = answer.path("error_code").asInt(status);
            throw new RegistryException(status, code, answer.path("message").asText("HTTP " + status));
        }
        return answer;
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
