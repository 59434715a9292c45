package dev.errata.ops.cli.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Judges lines of answers, prints each, and counts. A malformed line is reported and costs that line alone. */
public final class AnswerJudging {

    private static final int MOST_DISAGREEMENTS = 1_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Judge judge;
    private final boolean asJson;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> disagreements = new ArrayList<>();
    private long judged;
    private long right;
    private long malformed;
    private long expected;
    private long disagreeing;

    /**
     * A judging of nothing yet.
     *
     * @param asJson whether each line is printed as JSON
     * @param out receives a line for each answer
     * @param err receives reports of malformed lines
     */
    public AnswerJudging(Judge judge, boolean asJson, PrintWriter out, PrintWriter err) {
        this.judge = judge;
        this.asJson = asJson;
        this.out = out;
        this.err = err;
    }

    /** Judges a line, {@code {"id", "task", "text", "gold"}}. */
    public void line(long number, String line) {
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (text.isBlank()) {
            return;
        }
        JudgedLine result;
        try {
            result = judged(text);
        } catch (IllegalArgumentException | JsonProcessingException unreadable) {
            malformed++;
            err.println("line " + number + ": " + reason(unreadable));
            return;
        }
        judged++;
        right += result.judgment().correct() ? 1 : 0;
        expected += result.hasExpected() ? 1 : 0;
        if (result.disagrees()) {
            disagreeing++;
            if (disagreements.size() < MOST_DISAGREEMENTS) {
                disagreements.add("line " + number + ": expected "
                        + result.fields().get("expected").asText() + ", judged " + result.text());
            }
        }
        out.println(asJson ? result.json() : result.text());
    }

    private JudgedLine judged(String text) throws JsonProcessingException {
        if (!(json.readTree(text) instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("It is no JSON object: give {\"id\", \"task\", \"text\", \"gold\"}.");
        }
        Question question = Question.newBuilder()
                .setId(fields.path("id").asText(""))
                .setSource("file")
                .setText(fields.path("question").asText(""))
                .setGold(field(fields, "gold"))
                .setTask(field(fields, "task"))
                .build();
        String answer = field(fields, "text");
        String expectation = fields.path("expected").asText("right");
        if (!expectation.equals("right") && !expectation.equals("wrong")) {
            throw new IllegalArgumentException("Its 'expected' is '" + expectation + "': give right or wrong.");
        }
        judge.refuse(question).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal);
        });
        return new JudgedLine(fields, judge.judge(question, answer, true).orElseThrow());
    }

    private static String field(ObjectNode fields, String name) {
        JsonNode value = fields.path(name);
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("Its field '" + name + "' is missing, or is no text or number.");
        }
        return value.asText();
    }

    private static String reason(Exception unreadable) {
        return unreadable instanceof JsonProcessingException syntax
                ? "It is no JSON: " + syntax.getOriginalMessage()
                : String.valueOf(unreadable.getMessage());
    }

    /** Prints the disagreements and one line that sums up. */
    public void finish() {
        if (!disagreements.isEmpty()) {
            err.println(disagreeing + (disagreeing == 1 ? " line is" : " lines are") + " not judged as expected:");
            disagreements.forEach(disagreement -> err.println("  " + disagreement));
        }
        err.println(judged + " judged: " + right + " right, " + (judged - right) + " wrong; " + malformed + " malformed"
                + (expected > 0 ? "; " + disagreeing + " of " + expected + " not as expected" : ""));
        out.flush();
        err.flush();
    }

    /** 0 where every line was judged, and as expected where it says so; else 1. */
    public int exitCode() {
        return malformed == 0 && disagreeing == 0 && judged > 0 ? 0 : 1;
    }
}
