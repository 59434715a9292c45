package dev.errata.schemas.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.function.Predicate;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to the first registry address that answers. Every answer has a deadline. Only an answer in the format of a
 * schema registry counts, since a proxy, a redirect or a wrong address knows nothing about schemas. Everything else is
 * retried a bounded number of times.
 */
final class RegistryConnection {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int NO_SUCH_SCHEMA = 40403;
    private static final int MOST_DENIALS = 4;
    private static final Duration DENIALS_BELIEVED = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    // One client for the JVM: each holds a thread, and Java 17 cannot close it.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final List<Endpoint> registries;
    private final Retry retry;

    /** Index of the address that answered last. Any thread writes it; a stale read costs one failed try. */
    private volatile int preferred;

    /**
     * Until this {@link System#nanoTime} the first "no such schema" is accepted without a retry. A lagging replica
     * catches up soon, but a topic full of garbage has an unknown id in every record and must not delay its readers at
     * each.
     */
    private volatile long denialsBelievedUntil = System.nanoTime();

    /**
     * One request.
     *
     * @param body the body to post; null for a GET
     * @param answers whether a JSON answer has the requested field
     * @param deniable whether a lagging registry may deny what another address, or itself a moment later, knows
     */
    private record Request(String path, @Nullable JsonNode body, Predicate<JsonNode> answers, boolean deniable) {}

    RegistryConnection(List<Endpoint> registries, Retry retry) {
        this.registries = registries;
        this.retry = retry;
    }

    /**
     * The schema with an id.
     *
     * @throws RegistryException if no address knows it, even a moment later
     */
    JsonNode schema(int id) {
        return send(new Request(
                "/schemas/ids/" + id, null, answer -> answer.path("schema").isTextual(), true));
    }

    /** The answer to a GET; it has a schema id. */
    JsonNode get(String path) {
        return send(new Request(path, null, RegistryConnection::hasId, false));
    }

    /** The answer to a POST; it has a schema id. */
    JsonNode post(String path, JsonNode body) {
        return send(new Request(path, body, RegistryConnection::hasId, false));
    }

    private static boolean hasId(JsonNode answer) {
        return answer.path("id").canConvertToInt();
    }

    private JsonNode send(Request request) {
        boolean believed = System.nanoTime() - denialsBelievedUntil < 0;
        int needed = believed || !request.deniable() ? 1 : Math.min(MOST_DENIALS, retry.attempts());
        int denials = 0;
        Exception last = new IOException("not tried");
        Duration wait = retry.pause();
        for (int attempt = 0; attempt < retry.attempts(); attempt++) {
            if (attempt > 0) {
                pause(wait);
                wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
            }
            try {
                return askEach(request);
            } catch (IOException failed) {
                last = failed;
            } catch (RegistryException denied) {
                last = denied;
                denials++;
                if (denials == needed) {
                    if (needed > 1) {
                        denialsBelievedUntil = System.nanoTime() + DENIALS_BELIEVED.toNanos();
                    }
                    throw denied;
                }
            }
        }
        throw new RegistryUnavailableException(
                "No schema registry answers at " + registries + " (" + reasonOf(last)
                        + "): start one with 'errata broker' or set schema.registry.url.",
                last);
    }

    /** The first answer of any address. If an address denies a deniable request, the next one is asked as well. */
    private JsonNode askEach(Request request) throws IOException {
        IOException last = new IOException("not tried");
        RegistryException denied = null;
        int first = preferred;
        for (int i = 0; i < registries.size(); i++) {
            int index = (first + i) % registries.size();
            try {
                JsonNode answer = exchange(registries.get(index), request);
                preferred = index;
                return answer;
            } catch (IOException failed) {
                last = failed;
            } catch (RegistryException refused) {
                if (!request.deniable()) {
                    throw refused;
                }
                if (refused.code() == NO_SUCH_SCHEMA) {
                    denied = refused;
                } else {
                    last = new IOException(refused.getMessage(), refused);
                }
            }
        }
        if (denied != null) {
            throw denied;
        }
        throw last;
    }

    private static String reasonOf(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private JsonNode exchange(Endpoint registry, Request request) throws IOException {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(registry.base() + request.path()))
                .timeout(retry.answer())
                .header("Accept", MEDIA_TYPE + ", application/json");
        if (registry.authorization() != null) {
            http.header("Authorization", registry.authorization());
        }
        JsonNode body = request.body();
        if (body != null) {
            http.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body.toString()));
        }
        HttpResponse<String> response;
        try {
            response = HTTP.send(http.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
        return read(registry, response, request);
    }

    private static JsonNode read(Endpoint registry, HttpResponse<String> response, Request request) throws IOException {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw new AuthenticationException("The schema registry at " + registry + " refused the credentials (HTTP "
                    + status + "): set basic.auth.credentials.source and basic.auth.user.info.");
        }
        if (status >= 500 || status == 408 || status == 429) {
            throw new IOException("HTTP " + status + " from " + registry);
        }
        JsonNode answer = json(response.body());
        int code = answer.path("error_code").asInt();
        boolean refused = status == 409 || status == 422 || code / 100 == 404;
        if (refused && code != 0) {
            throw new RegistryException(status, code, answer.path("message").asText("HTTP " + status));
        }
        if (status < 300 && request.answers().test(answer)) {
            return answer;
        }
        throw new IOException(registry + " answers HTTP " + status + ", but not as a schema registry");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
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
