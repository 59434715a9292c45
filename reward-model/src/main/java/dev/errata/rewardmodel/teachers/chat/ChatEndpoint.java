package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.teachers.chat.Attempt.Fate;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint. A request whose reply is in the transcript is not sent. Others are sent while the
 * spending limit allows it, again after a wait while the endpoint is busy, and no more once every request would fail.
 * Thread-safe.
 */
public final class ChatEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Number of requests in a row that must fail after all attempts before the endpoint counts as broken. */
    private static final int MAX_FAILURES = 3;
    /** More tokens than a chat template adds to a message. */
    private static final int TEMPLATE_TOKENS = 32;

    private static final double JITTER = 0.25;
    private static final Duration BACKOFF = Duration.ofMillis(-1);

    private final ChatSettings settings;
    private final HttpCalls calls;
    private final Spending spending;
    private final Transcript transcript;
    private final RetryPolicy<Attempt> again;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicReference<@Nullable String> hopeless = new AtomicReference<>();

    /**
     * An endpoint that has not been asked.
     *
     * @param key the API key; null for an endpoint without one
     * @param transcript file of the transcript, new or of an earlier run
     */
    public ChatEndpoint(
            ChatSettings settings, @Nullable String key, SpendingLimit limit, Path transcript, Clock clock) {
        this.settings = settings;
        this.calls = new HttpCalls(settings, key, clock);
        this.spending = new Spending(limit);
        this.transcript = Transcript.open(transcript, spending);
        this.again = RetryPolicy.<Attempt>builder()
                .handleResultIf(attempt -> attempt != null && worthAnother(attempt))
                .withMaxAttempts(settings.attempts())
                .withBackoff(settings.firstWait(), settings.longestWait())
                .withJitter(JITTER)
                .withDelayFn(context -> wait(context.getLastResult()))
                .build();
    }

    private boolean worthAnother(Attempt attempt) {
        boolean tooLong = attempt.asked()
                .filter(asked -> asked.compareTo(settings.longestWait()) > 0)
                .isPresent();
        return attempt.fate() == Fate.AGAIN && !tooLong;
    }

    /**
     * Long enough that jitter never makes it shorter than the endpoint asked; negative, for the backoff, where it did
     * not ask.
     */
    private static Duration wait(@Nullable Attempt attempt) {
        return Optional.ofNullable(attempt)
                .flatMap(Attempt::asked)
                .map(asked -> Duration.ofMillis(Math.round(asked.toMillis() / (1 - JITTER))))
                .orElse(BACKOFF);
    }

    /** The model's name. */
    String model() {
        return settings.model();
    }

    /** Tokens and cost so far, for people. */
    String used() {
        return spending.used();
    }

    /** Sends messages to the model and returns its reply. */
    Reply ask(List<Message> messages) {
        ObjectNode request = request(messages);
        String endpoint = settings.completions().toString();
        Optional<Reply.Text> earlier = transcript.find(endpoint, request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Spending.Most most = most(messages);
        Attempt last = Failsafe.with(again).get(() -> send(endpoint, request, most));
        ChatCompletion completion = last.completion();
        if (completion != null) {
            failuresInARow.set(0);
            return completion.reply();
        }
        boolean broken = last.fate() == Fate.AGAIN && failuresInARow.incrementAndGet() >= MAX_FAILURES;
        if (broken || last.fate() == Fate.HOPELESS) {
            hopeless.compareAndSet(null, last.why());
        }
        return new Reply.Failed(last.why());
    }

    private Attempt send(String endpoint, ObjectNode request, Spending.Most most) {
        String before = hopeless.get();
        if (before != null) {
            return Attempt.failed(Fate.HOPELESS, before);
        }
        Optional<String> refusal = spending.reserve(most);
        if (refusal.isPresent()) {
            return Attempt.failed(Fate.HOPELESS, refusal.get());
        }
        Attempt attempt = calls.send(request);
        ChatCompletion completion = attempt.completion();
        if (completion != null && attempt.response() != null) {
            ChatCompletion counted = completion.counted(most);
            spending.settle(most, counted.in(), counted.out());
            transcript.keep(endpoint, request, attempt.response(), counted);
        } else if (attempt.paid()) {
            spending.settle(most, most.in(), most.out());
            transcript.keepLost(endpoint, request, most, attempt.why());
        } else {
            spending.settle(most, 0, 0);
        }
        return attempt;
    }

    private ObjectNode request(List<Message> messages) {
        ObjectNode request = JSON.createObjectNode()
                .put("model", settings.model())
                .put("temperature", 0)
                .put("max_tokens", settings.maxTokens());
        ArrayNode list = request.putArray("messages");
        messages.forEach(message -> list.addObject().put("role", message.role()).put("content", message.content()));
        return request;
    }

    private Spending.Most most(List<Message> messages) {
        long bytes = messages.stream()
                .mapToLong(message -> message.content().getBytes(StandardCharsets.UTF_8).length + TEMPLATE_TOKENS)
                .sum();
        return new Spending.Most(bytes, settings.maxTokens());
    }

    @Override
    public void close() {
        transcript.close();
    }
}
