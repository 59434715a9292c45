package dev.errata.rewardmodel.rewrite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The prompt P_L of the locating task of RLMEC (arXiv:2401.06081), which asks for the first wrong step of an answer:
 * the rewriting prompt with another ending and with numbered steps. The reply is the number alone, 0 for none.
 *
 * <p>If steps are not numbered, everything but the ending equals the rewriting prompt, and both share one prefill.
 *
 * @param answerEnd text after the answer field; its first token differs from the first token of the rewriting prompt's
 * @param stepEnd text that ends a step
 * @param stepNumber text before each step, with {@code {n}} for its number; empty where steps are not numbered
 */
public record LocatingPrompt(String answerEnd, String stepEnd, String stepNumber) {

    /** Name of the file in a reward model's folder that holds these settings; absent where the model cannot locate. */
    public static final String FILE = "locating_prompt.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the settings from a reward model's folder; empty where the model cannot locate.
     *
     * @throws UnusableCheckpointException if the file is malformed
     */
    public static Optional<LocatingPrompt> load(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            LocatingPrompt prompt = new LocatingPrompt(
                    json.required("answer_end").asText(),
                    json.required("step_end").asText(),
                    json.required("step_number").asText());
            prompt.steps();
            return Optional.of(prompt);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableCheckpointException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the settings into a reward model's folder. */
    public void save(Path folder) throws IOException {
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(
                        folder.resolve(FILE).toFile(),
                        JSON.createObjectNode()
                                .put("answer_end", answerEnd)
                                .put("step_end", stepEnd)
                                .put("step_number", stepNumber));
    }

    /** The rule that cuts an answer into steps. */
    public Steps steps() {
        return new Steps(stepEnd);
    }

    /**
     * The prompt for one answer.
     *
     * @param rewriting the rewriting prompt of the same model
     * @param answer token ids of the answer, without its end-of-sequence token
     * @return token ids, [P]
     */
    public int[] render(Tokenizer tokenizer, RewritePrompt rewriting, String question, String reference, int[] answer) {
        int[] field = stepNumber.isEmpty() ? answer : tokenizer.encode(numbered(tokenizer.decode(answer)));
        return new RewritePrompt(rewriting.questionEnd(), rewriting.referenceEnd(), answerEnd, rewriting.answerWidth())
                .render(tokenizer, question, reference, field);
    }

    private String numbered(String answer) {
        List<String> steps = steps().of(answer);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append(stepNumber.replace("{n}", String.valueOf(i + 1))).append(steps.get(i));
        }
        return text.toString();
    }
}
