package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The parts of a chat completion that are used.
 *
 * @param reply the model's reply
 * @param in tokens read, from the endpoint's {@code usage}; -1 where it gives none
 * @param out tokens written, from the same; -1 where it gives none
 */
record ChatCompletion(Reply.Text reply, long in, long out) {

    /** Reads a response; empty where it is not a chat completion with a text. */
    static Optional<ChatCompletion> read(JsonNode response) {
        JsonNode choice = response.path("choices").path(0);
        JsonNode text = choice.path("message").path("content");
        if (!text.isTextual()) {
            return Optional.empty();
        }
        boolean cut = "length".equals(choice.path("finish_reason").asText());
        JsonNode usage = response.path("usage");
        return Optional.of(new ChatCompletion(
                new Reply.Text(text.textValue(), cut),
                usage.path("prompt_tokens").asLong(-1),
                usage.path("completion_tokens").asLong(-1)));
    }

    /** The same, with the most that the request can use in place of counts that the endpoint does not give. */
    ChatCompletion counted(Spending.Most most) {
        return new ChatCompletion(reply, in < 0 ? most.in() : in, out < 0 ? most.out() : out);
    }
}
