package dev.errata.rewards.verifier;

import dev.errata.service.RunConfig.VerifierEndpoint;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers that may hold secrets. Their values are sent, and never shown: no message and no log line has one. */
final class RequestHeaders {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]+");

    private final Map<String, String> values = new LinkedHashMap<>();

    private RequestHeaders() {}

    /**
     * The headers of an endpoint.
     *
     * @param prefix the settings of the endpoint, such as {@code errata.verifiers.tests}
     * @param environment gives the value of an environment variable, or null
     * @throws IllegalArgumentException if a file, a variable or a value cannot be used
     */
    static RequestHeaders of(VerifierEndpoint endpoint, String prefix, UnaryOperator<@Nullable String> environment) {
        RequestHeaders headers = new RequestHeaders();
        endpoint.headersFile().ifPresent(file -> headers.read(file, prefix + ".headers-file"));
        endpoint.tokenVariable().ifPresent(variable -> {
            String setting = prefix + ".token-variable=" + variable;
            String token = environment.apply(variable);
            if (token == null || token.isBlank()) {
                throw new IllegalArgumentException(setting + ": the environment has no such variable, or it is empty.");
            }
            headers.put("Authorization", "Bearer " + token.strip(), setting);
        });
        return headers;
    }

    private void read(Path file, String setting) {
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                int colon = line.indexOf(':');
                String place = setting + "=" + file + ", line " + number;
                if (colon > 0) {
                    put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip(),
                            place);
                } else if (!line.isBlank()) {
                    throw new IllegalArgumentException(place + ": write a header as 'Name: value'.");
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(setting + "=" + file + " cannot be read: check the path.");
        }
    }

    private void put(String name, String value, String place) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    place + ": the header's name or value is empty or has a character that no"
                            + " header may have, perhaps an invisible one: write it again.");
        }
        values.put(name, value);
    }

    /** Adds the headers to a request. */
    void addTo(HttpRequest.Builder request) {
        values.forEach(request::setHeader);
    }

    /** A text without the values, because some endpoints repeat what they refuse. */
    String hide(String text) {
        String hidden = text;
        for (String value : values.values()) {
            hidden = hidden.replace(value, "[secret]").replace(value.replaceFirst("^Bearer ", ""), "[secret]");
        }
        return hidden;
    }
}
