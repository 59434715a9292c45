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
 * An OpenAI-compatible endpoint with manners: it is asked what is not in the transcript yet, as long as the limit on
 * spending allows; a busy one again after a while, and a hopeless one no more. Thread-safe.
 */
public final class ChatEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Requests in a row that fail for good before the endpoint counts as broken. */
    private static final int MOST_FAILURES = 3;
    /** Tokens that a chat template may add to a message, generously. */
    private static final int TOKENS_AROUND = 32;

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
     * @param key the key; null for an endpoint without
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

    /** So much that jitter never makes it less than the endpoint asked for; where it did not, a negative one: the backoff. */
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

    /** What was used so far, for people. */
    String used() {
        return spending.used();
    }

    /** Asks the model. */
    Reply ask(List<Message> messages) {
        ObjectNode request = request(messages);
        String endpoint = settings.completions().toString();
        Optional<Reply.Said> earlier = transcript.find(endpoint, request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Spending.Most most = most(messages);
        Attempt last = Failsafe.with(again).get(() -> send(endpoint, request, most));
        Completion completion = last.completion();
        if (completion != null) {
            failuresInARow.set(0);
            return completion.said();
        }
        boolean broken = last.fate() == Fate.AGAIN && failuresInARow.incrementAndGet() >= MOST_FAILURES;
        if (broken || last.fate() == Fate.HOPELESS) {
            hopeless.compareAndSet(null, last.why());
        }
        return new Reply.Silent(last.why());
    }

    private Attempt send(String endpoint, ObjectNode request, Spending.Most most) {
        String before = hopeless.get();
        if (before != null) {
            return Attempt.failed(Fate.HOPELESS, before);
        }
        Optional<String> refusal = spending.setAside(most);
        if (refusal.isPresent()) {
            return Attempt.failed(Fate.HOPELESS, refusal.get());
        }
        Attempt attempt = calls.send(request);
        Completion completion = attempt.completion();
        if (completion != null && attempt.response() != null) {
            Completion counted = completion.counted(most);
            spending.settle(most, counted.in(), counted.out());
            transcript.said(endpoint, request, attempt.response(), counted);
        } else if (attempt.paid()) {
            spending.settle(most, most.in(), most.out());
            transcript.lost(endpoint, request, most, attempt.why());
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
                .mapToLong(message -> message.content().getBytes(StandardCharsets.UTF_8).length + TOKENS_AROUND)
                .sum();
        return new Spending.Most(bytes, settings.maxTokens());
    }

    @Override
    public void close() {
        transcript.close();
    }
}
