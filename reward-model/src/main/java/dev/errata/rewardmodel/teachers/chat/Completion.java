package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The parts of a chat completion that matter here.
 *
 * @param said what the model said
 * @param in tokens read, by the endpoint's {@code usage}; -1 where it does not say
 * @param out tokens written; -1 where it does not say
 */
record Completion(Reply.Said said, long in, long out) {

    /** Reads a response; empty where it is no chat completion with a text. */
    static Optional<Completion> read(JsonNode response) {
        JsonNode choice = response.path("choices").path(0);
        JsonNode text = choice.path("message").path("content");
        if (!text.isTextual()) {
            return Optional.empty();
        }
        boolean cut = "length".equals(choice.path("finish_reason").asText());
        JsonNode usage = response.path("usage");
        return Optional.of(new Completion(
                new Reply.Said(text.textValue(), cut),
                usage.path("prompt_tokens").asLong(-1),
                usage.path("completion_tokens").asLong(-1)));
    }

    /** The same where what the endpoint does not say is counted in full. */
    Completion counted(Spending.Most most) {
        return new Completion(said, in < 0 ? most.in() : in, out < 0 ? most.out() : out);
    }
}
