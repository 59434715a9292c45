package dev.errata.rewardmodel.rewrite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The prompt P_R of the reward model (RLMEC, arXiv:2401.06081): question, reference solution and answer.
 *
 * <p>The answer field has a fixed width and is padded on the right, so that each token of the rewrite is at a constant
 * distance from the token that it copies. Without the padding, copying takes about twice as many training steps to
 * learn. A width of 0 pads nothing.
 *
 * @param questionEnd text after the question
 * @param referenceEnd text after the reference solution
 * @param answerEnd text after the answer field
 * @param answerWidth width of the answer field, tokens
 */
public record RewritePrompt(String questionEnd, String referenceEnd, String answerEnd, int answerWidth) {

    /** Name of the file in a reward model's folder that holds these settings. */
    public static final String FILE = "rewrite_prompt.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the settings from a reward model's folder.
     *
     * @throws UnusableCheckpointException if the file is missing or malformed
     */
    public static RewritePrompt load(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new UnusableCheckpointException(folder + " holds no " + FILE
                    + ", so it is not a reward model: train one with 'errata reward-model train'.");
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            return new RewritePrompt(
                    json.required("question_end").asText(),
                    json.required("reference_end").asText(),
                    json.required("answer_end").asText(),
                    json.required("answer_width").asInt());
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
                                .put("question_end", questionEnd)
                                .put("reference_end", referenceEnd)
                                .put("answer_end", answerEnd)
                                .put("answer_width", answerWidth));
    }

    /**
     * The prompt for one answer.
     *
     * @param answer token ids of the answer, without its end-of-sequence token
     * @return token ids, [P]
     */
    public int[] render(Tokenizer tokenizer, String question, String reference, int[] answer) {
        IntStream start = tokenizer.bos() < 0 ? IntStream.empty() : IntStream.of(tokenizer.bos());
        IntStream text = Arrays.stream(tokenizer.encode(question + questionEnd + reference + referenceEnd));
        int missing = Math.max(0, answerWidth - answer.length);
        IntStream field = IntStream.concat(
                Arrays.stream(answer), IntStream.generate(tokenizer::pad).limit(missing));
        IntStream end = Arrays.stream(tokenizer.encode(answerEnd));
        return IntStream.concat(IntStream.concat(start, text), IntStream.concat(field, end))
                .toArray();
    }
}
