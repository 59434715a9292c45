package dev.errata.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.policy.network.TokenSequences;
import dev.errata.policy.tokenizer.ChatTemplate;
import dev.errata.policy.tokenizer.SpecialTokens;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.tokenizer.TokenizerFile;
import dev.errata.policy.tokenizer.TokenizerJson;
import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Turns a question into a prompt: by the {@code prompt_template} of errata.json; else by the checkpoint's chat
 * template, as the message of a user after errata.json's {@code system_prompt}, if there is one; else unchanged.
 *
 * @param tokenizer the tokenizer of the folder
 * @param special its special tokens
 * @param form turns the question into text
 */
record PromptTemplate(Tokenizer tokenizer, SpecialTokens special, Form form) {

    private static final String PLACE = "{question}";

    /** Produces the text of a prompt, and states whether the beginning-of-sequence token must be added. */
    sealed interface Form {
        String text(String question);

        boolean lacksBos();
    }

    /** A text with a placeholder for the question. */
    record Plain(String template) implements Form {
        @Override
        public String text(String question) {
            return template.replace(PLACE, question);
        }

        @Override
        public boolean lacksBos() {
            return true;
        }
    }

    /** A conversation; the template writes the beginning-of-sequence token if the model uses one. */
    record Chat(ChatTemplate template, String system, String folder) implements Form {
        @Override
        public String text(String question) {
            try {
                return template.render(question, system);
            } catch (IllegalArgumentException e) {
                throw new UnusableCheckpointException(
                        "the chat template of " + folder + " fails (" + e.getMessage()
                                + "); set prompt_template in its errata.json",
                        e);
            }
        }

        @Override
        public boolean lacksBos() {
            return false;
        }
    }

    static PromptTemplate of(Checkpoint checkpoint, Clock clock) {
        JsonNode tokenizerJson = checkpoint.json("tokenizer.json");
        JsonNode settings = checkpoint.json("tokenizer_config.json");
        JsonNode generation = checkpoint.json("generation_config.json");
        SpecialTokens special = SpecialTokens.of(
                tokenizerJson, settings, generation.hasNonNull("eos_token_id") ? generation : checkpoint.configJson());
        if (special.stop().isEmpty()) {
            throw new UnusableCheckpointException("the checkpoint " + checkpoint.folder()
                    + " names no end-of-sequence token; set eos_token_id in its generation_config.json");
        }
        int size = size(checkpoint, tokenizerJson);
        int vocabulary = checkpoint.config().vocabulary();
        if (size > vocabulary || special.largest() >= vocabulary) {
            throw new UnusableCheckpointException(file(checkpoint) + " has " + size + " tokens and "
                    + special.largest() + " is the largest special one, but config.json says vocab_size " + vocabulary
                    + "; give a folder whose files belong together");
        }
        Form form = form(checkpoint, settings, clock);
        return new PromptTemplate(
                new TokenizerFile(file(checkpoint), checkpoint.tokenizer(), special, size), special, form);
    }

    private static Form form(Checkpoint checkpoint, JsonNode settings, Clock clock) {
        JsonNode errata = checkpoint.json("errata.json");
        return errata.has("prompt_template")
                ? plain(checkpoint, errata)
                : ChatTemplate.find(settings, checkpoint.text("chat_template.jinja"), clock)
                        .map(template -> chat(checkpoint, errata, template))
                        .orElseGet(() -> plain(checkpoint, errata));
    }

    private static Form chat(Checkpoint checkpoint, JsonNode errata, ChatTemplate template) {
        String system = errata.path("system_prompt").asText("");
        Form form = new Chat(template, system, checkpoint.folder().toString());
        // A template that always fails is refused now, not at the first question.
        form.text("1+1");
        return form;
    }

    private static Form plain(Checkpoint checkpoint, JsonNode errata) {
        String template = errata.path("prompt_template").asText(PLACE);
        if (!template.contains(PLACE)) {
            throw new UnusableCheckpointException("the prompt_template of errata.json in " + checkpoint.folder()
                    + " has no " + PLACE + "; say where the question goes");
        }
        if (errata.has("system_prompt")) {
            throw new UnusableCheckpointException("the system_prompt of errata.json in " + checkpoint.folder()
                    + " has no place without a chat template; write it into prompt_template");
        }
        return new Plain(template);
    }

    private static int size(Checkpoint checkpoint, JsonNode tokenizer) {
        try {
            return TokenizerJson.size(tokenizer);
        } catch (IllegalArgumentException e) {
            throw new UnusableCheckpointException(
                    file(checkpoint) + " cannot be used (it has " + e.getMessage() + "); copy it again", e);
        }
    }

    private static Path file(Checkpoint checkpoint) {
        return checkpoint.folder().resolve("tokenizer.json");
    }

    int[] prompt(String question) {
        int[] text = tokenizer.encode(form.text(question));
        return form.lacksBos() && special.bos() >= 0 ? TokenSequences.join(new int[] {special.bos()}, text) : text;
    }
}
