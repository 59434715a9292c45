package dev.errata.ops.cli.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.evaluator.measurement.EvaluatedAnswer;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Question;
import dev.errata.schemas.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One answer with its verdict as a JSON object. It has the fields that {@code errata judge} reads: {@code id},
 * {@code task}, {@code text}, the answer, and {@code gold}.
 */
final class AnswerLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerLine() {}

    static ObjectNode write(EvaluatedAnswer answer) {
        Question question = answer.question();
        Verdict verdict = answer.verdict();
        ObjectNode line = JSON.createObjectNode()
                .put("id", question.getId())
                .put("task", question.getTask())
                .put("question", question.getText())
                .put("gold", question.getGold())
                .put("mode", answer.mode().name().toLowerCase(Locale.ROOT))
                .put("sample", answer.sample())
                .put("text", answer.text())
                .put("ended", answer.ended())
                .put("shots", answer.shots())
                .put("correct", answer.correct());
        if (verdict == null) {
            return line.put("unread", true);
        }
        put(line, "extracted", verdict.getExtractedAnswer());
        put(line, "mark", verdict.getMark());
        put(line, "verifier", verdict.getVerifier());
        return verdict.getScore() == null ? line : line.put("score", verdict.getScore());
    }

    static EvaluatedAnswer read(JsonNode line, Question question) {
        EvaluationMode mode = mode(line);
        int sample = line.path("sample").asInt();
        if (line.path("unread").asBoolean()) {
            return EvaluatedAnswer.unread(question, mode, sample);
        }
        Verdict verdict = Verdict.newBuilder()
                .setRolloutId("")
                .setCorrect(line.path("correct").asBoolean())
                .setJudgedAt(0)
                .build();
        return new EvaluatedAnswer(
                question,
                mode,
                sample,
                line.path("text").asText(),
                line.path("ended").asBoolean(),
                line.path("shots").asInt(),
                verdict);
    }

    /** The mode of a line; greedy if it names none. */
    static EvaluationMode mode(JsonNode line) {
        return line.path("mode").asText().equals("sampled") ? EvaluationMode.SAMPLED : EvaluationMode.GREEDY;
    }

    private static void put(ObjectNode line, String field, @Nullable String value) {
        if (value != null) {
            line.put(field, value);
        }
    }
}
