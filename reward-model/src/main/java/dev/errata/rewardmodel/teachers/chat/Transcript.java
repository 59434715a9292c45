package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.teachers.AppendedLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every answered request with its response and tokens, one JSON object per line. It is also the cache: a request that
 * was answered once is not sent again. Requests that may have cost something without a reply are kept too. The API key
 * is not in it. Thread-safe.
 */
final class Transcript implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Reply.Text> known = new ConcurrentHashMap<>();
    private final AppendedLines lines;

    private Transcript(Path file, Spending spending) {
        lines = AppendedLines.open(file, line -> {
            spending.add(
                    line.path("prompt_tokens").asLong(),
                    line.path("completion_tokens").asLong());
            ChatCompletion.read(line.path("response"))
                    .ifPresent(completion ->
                            known.put(key(line.path("endpoint").asText(), line.path("request")), completion.reply()));
        });
    }

    /** Opens a transcript; the tokens in it count as spent. */
    static Transcript open(Path file, Spending spending) {
        return new Transcript(file, spending);
    }

    /** The reply to an earlier request of the same content. */
    Optional<Reply.Text> find(String endpoint, JsonNode request) {
        return Optional.ofNullable(known.get(key(endpoint, request)));
    }

    /** Keeps a request and its response. */
    void keep(String endpoint, JsonNode request, JsonNode response, ChatCompletion completion) {
        ObjectNode line = line(endpoint, request, completion.in(), completion.out());
        line.set("response", response);
        lines.append(List.of(line));
        known.put(key(endpoint, request), completion.reply());
    }

    /** Keeps a request that may have cost something and has no reply. */
    void keepLost(String endpoint, JsonNode request, Spending.Most most, String why) {
        lines.append(List.of(line(endpoint, request, most.in(), most.out()).put("lost", why)));
    }

    private static ObjectNode line(String endpoint, JsonNode request, long in, long out) {
        ObjectNode line = JSON.createObjectNode().put("endpoint", endpoint);
        line.set("request", request);
        return line.put("prompt_tokens", in).put("completion_tokens", out);
    }

    private static String key(String endpoint, JsonNode request) {
        try {
            byte[] text = (endpoint + ' ' + request).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
