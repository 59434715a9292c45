package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.rewardmodel.teachers.chat.Attempt.Fate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a request once. The API key goes into a header and nowhere else. Thread-safe. */
final class HttpCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int SHOWN = 300;

    private final ChatSettings settings;
    private final @Nullable String key;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    HttpCalls(ChatSettings settings, @Nullable String key, Clock clock) {
        this.settings = settings;
        this.key = key;
        this.clock = clock;
    }

    /** Sends a request. */
    Attempt send(JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.completions())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            // The client's own timeout covers only the response's headers; this one covers the whole response.
            return read(sent.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            sent.cancel(true);
            return Attempt.lost(
                    "The teacher did not answer within " + settings.timeout().toSeconds() + " s.");
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return Attempt.failed(Fate.HOPELESS, "The teacher was interrupted.");
        } catch (ExecutionException failure) {
            return Attempt.failed(
                    Fate.AGAIN,
                    "The teacher at " + settings.endpoint().getHost() + " cannot be reached ("
                            + withoutKey(String.valueOf(failure.getCause())) + "): check --endpoint.");
        }
    }

    private Attempt read(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            Optional<Duration> wait =
                    response.headers().firstValue("Retry-After").flatMap(header -> RetryAfter.of(header, clock));
            return Attempt.failed(fate(status), sentence(status, response.body()))
                    .after(wait);
        }
        try {
            JsonNode json = JSON.readTree(withoutKey(response.body()));
            return ChatCompletion.read(json)
                    .map(completion -> Attempt.done(json, completion))
                    .orElseGet(() -> unreadable(response.body()));
        } catch (IOException malformed) {
            return unreadable(response.body());
        }
    }

    private Attempt unreadable(String body) {
        return Attempt.lost("The teacher's reply is not a chat completion (" + shown(body)
                + "): check that --endpoint is an OpenAI-compatible API.");
    }

    private static Fate fate(int status) {
        if (status == 408 || status == 429 || status >= 500) {
            return Fate.AGAIN;
        }
        // Too long or refused: another request may be accepted. Anything else concerns the key, the address or the
        // account.
        return status == 400 || status == 413 || status == 422 ? Fate.REFUSED : Fate.HOPELESS;
    }

    private String sentence(int status, String body) {
        String advice =
                switch (status) {
                    case 401, 403 -> "check the key and --key-variable";
                    case 404 -> "check --endpoint and --model";
                    case 400, 413, 422 -> "check --model and --teacher-max-tokens";
                    case 429 -> "wait, or lower --parallel";
                    default -> "try again later";
                };
        return "The teacher answered " + status + " (" + shown(body) + "): " + advice + ".";
    }

    /** The beginning of a body for people, without the key. */
    private String shown(String body) {
        String line = withoutKey(body).replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    /** Hides the key, because some endpoints repeat a key that they refuse. */
    private String withoutKey(String text) {
        return key == null ? text : text.replace(key, "[key]");
    }
}
