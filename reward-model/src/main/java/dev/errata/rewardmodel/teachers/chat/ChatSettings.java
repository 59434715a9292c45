package dev.errata.rewardmodel.teachers.chat;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * The model to ask, and how often and how long to try. Temperature is 0.
 *
 * @param endpoint base address of the API, {@code https://api.openai.com/v1} for example, or the address of its chat
 *     completions
 * @param model the model's name
 * @param maxTokens most tokens of a reply
 * @param timeout longest wait for a whole reply
 * @param attempts most times that one request is sent
 * @param firstWait wait before the second attempt where the endpoint asks for none; doubles with each further attempt
 * @param longestWait longest wait; a request is given up if the endpoint asks for more
 */
public record ChatSettings(
        URI endpoint,
        String model,
        int maxTokens,
        Duration timeout,
        int attempts,
        Duration firstWait,
        Duration longestWait) {

    private static final String COMPLETIONS = "/chat/completions";

    /** Checks the address and the numbers. */
    public ChatSettings {
        if (!Set.of("http", "https").contains(String.valueOf(endpoint.getScheme())) || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "The endpoint is '" + endpoint + "': give an address such as https://api.openai.com/v1.");
        }
        if (endpoint.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The endpoint's address holds a user name or password: put the key into an environment variable.");
        }
        if (model.isBlank() || maxTokens < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "The model's name must not be blank, and tokens and attempts must be above 0.");
        }
    }

    /** Settings for an endpoint with 6 attempts and waits from 1 s up to 2 min. */
    public static ChatSettings of(URI endpoint, String model, int maxTokens, Duration timeout) {
        return new ChatSettings(endpoint, model, maxTokens, timeout, 6, Duration.ofSeconds(1), Duration.ofMinutes(2));
    }

    /** The URI that requests are sent to. */
    URI completions() {
        String address = endpoint.toString().replaceAll("/+$", "");
        return URI.create(address.endsWith(COMPLETIONS) ? address : address + COMPLETIONS);
    }
}
