package dev.errata.rewardmodel.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One line of a file of pairs.
 *
 * @param id id of the question
 * @param task the question's task
 * @param teacher name of the teacher, or {@link #IDENTITY}
 * @param example question, reference, answer and rewrite
 */
public record RewritePair(String id, String task, String teacher, RewriteExample example) {

    /** Stands for the teacher where a right answer is its own rewrite. */
    public static final String IDENTITY = "identity";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The pair as one line of JSON. */
    public ObjectNode toJson() {
        return JSON.createObjectNode()
                .put("id", id)
                .put("task", task)
                .put("question", example.question())
                .put("reference", example.reference())
                .put("answer", example.answer())
                .put("rewrite", example.rewrite())
                .put("teacher", teacher);
    }

    /** Reads a line; empty where question, reference, answer or rewrite is missing. */
    public static Optional<RewritePair> read(JsonNode line) {
        for (String field : new String[] {"question", "reference", "answer", "rewrite"}) {
            if (!line.path(field).isTextual()) {
                return Optional.empty();
            }
        }
        return Optional.of(new RewritePair(
                line.path("id").asText(),
                line.path("task").asText(),
                line.path("teacher").asText(),
                new RewriteExample(
                        line.path("question").asText(),
                        line.path("reference").asText(),
                        line.path("answer").asText(),
                        line.path("rewrite").asText())));
    }
}
