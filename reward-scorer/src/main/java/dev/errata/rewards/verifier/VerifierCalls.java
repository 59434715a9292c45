package dev.errata.rewards.verifier;

import dev.errata.service.RunConfig.VerifierEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a request to a verifier once: plain HTTP/1.1, one deadline for the whole reply, a bounded reply. Thread-safe. */
final class VerifierCalls {

    private static final int SHOWN = 200;

    private final URI url;
    private final Duration deadline;
    private final int maxReplyBytes;
    private final RequestHeaders headers;
    private final HttpClient client;

    VerifierCalls(VerifierEndpoint endpoint, RequestHeaders headers) {
        this.url = endpoint.url();
        this.deadline = endpoint.deadline();
        this.maxReplyBytes = endpoint.maxReplyBytes();
        this.headers = headers;
        // HTTP/1.1 from the start: some servers lose the body of a request that offers to upgrade.
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(deadline)
                .build();
    }

    /**
     * Posts a body and returns the reply's.
     *
     * @throws CallFailedException if no reply of status 200 to 299 came in time
     * @throws InterruptedException if the caller is to stop
     */
    byte[] post(byte[] body) throws CallFailedException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.setHeader("Content-Type", "application/json").setHeader("Accept", "application/json");
        headers.addTo(request);
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), response -> new BoundedBody(maxReplyBytes));
        try {
            // The client's own timeout covers only the response's headers; this one covers the whole response.
            return read(sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw CallFailedException.because("no reply within " + deadline.toMillis() + " ms");
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            throw interrupted;
        } catch (ExecutionException failure) {
            throw CallFailedException.because(why(failure));
        }
    }

    private String why(ExecutionException failure) {
        Throwable cause = failure.getCause();
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return headers.hide(message == null ? "it cannot be reached (" + cause + ")" : message);
    }

    private byte[] read(HttpResponse<byte[]> response) throws CallFailedException {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response.body();
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String line = headers.hide(text).replaceAll("\\s+", " ").strip();
        String beginning = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
        String why = "status " + status + (beginning.isEmpty() ? "" : " (" + beginning + ")") + advice(status);
        throw status == 429 || status == 503 ? CallFailedException.busy(why) : CallFailedException.because(why);
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> ": check headers-file and token-variable";
            case 301, 302, 307, 308, 404, 405 -> ": check url";
            case 413 -> ": lower batch-size";
            default -> "";
        };
    }
}
