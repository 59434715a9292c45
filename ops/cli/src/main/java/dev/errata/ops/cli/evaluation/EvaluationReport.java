package dev.errata.ops.cli.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.PassAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of one policy on one benchmark, for people and as JSON. */
public final class EvaluationReport {

    private EvaluationReport() {}

    /** One line for each result, and below them what a reader should know. */
    public static List<String> text(List<Evaluation> results, AnswerLines answers) {
        List<String> lines = new ArrayList<>();
        results.forEach(result -> lines.add(line(result)));
        for (Evaluation result : results) {
            long cut = answers.cut(result.getMode());
            if (cut > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d answers were cut by --max-new-tokens.",
                        mode(result),
                        cut,
                        (long) result.getQuestions() * result.getK()));
            }
        }
        Evaluation first = results.get(0);
        if (first.getDroppedShots() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d examples were left out of prompts that would have been too long.",
                    first.getDroppedShots()));
        }
        if (first.getUnread() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d questions are too long for the policy and count as answered wrongly.",
                    first.getUnread()));
        }
        return lines;
    }

    private static String line(Evaluation result) {
        String passAt = result.getPassAt().stream().map(one -> "  " + line(one)).collect(Collectors.joining());
        if (passAt.isEmpty() && result.getK() > 1) {
            passAt = String.format(Locale.ROOT, "  pass@%d %.1f %%", result.getK(), result.getPassAtK() * 100);
        }
        return String.format(
                Locale.ROOT,
                "%-8s avg@%d %.1f %%  (95 %%: %.1f to %.1f)%s  %,d questions  %.1f s",
                mode(result),
                result.getK(),
                result.getAvgAtK() * 100,
                result.getIntervalLow() * 100,
                result.getIntervalHigh() * 100,
                passAt,
                result.getQuestions(),
                result.getSeconds());
    }

    private static String line(PassAt passAt) {
        return String.format(
                Locale.ROOT,
                "pass@%d %.1f %%  (95 %%: %.1f to %.1f)",
                passAt.getK(),
                passAt.getShare() * 100,
                passAt.getIntervalLow() * 100,
                passAt.getIntervalHigh() * 100);
    }

    /** The same as one JSON object. */
    public static ObjectNode json(List<Evaluation> results, AnswerLines answers) {
        Evaluation first = results.get(0);
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("benchmark", first.getBenchmark())
                .put("questions", first.getQuestions())
                .put("question_set", first.getQuestionSet())
                .put("shots", first.getShots())
                .put("dropped_shots", first.getDroppedShots())
                .put("unread", first.getUnread());
        ArrayNode modes = json.putArray("results");
        for (Evaluation result : results) {
            ObjectNode mode = modes.addObject()
                    .put("mode", mode(result))
                    .put("k", result.getK())
                    .put("avg_at_k", result.getAvgAtK())
                    .put("interval_low", result.getIntervalLow())
                    .put("interval_high", result.getIntervalHigh())
                    .put("temperature", result.getTemperature())
                    .put("top_p", result.getTopP())
                    .put("cut", answers.cut(result.getMode()))
                    .put("seconds", result.getSeconds());
            ArrayNode passAt = mode.putArray("pass_at");
            result.getPassAt().forEach(one -> passAt.addObject()
                    .put("k", one.getK())
                    .put("share", one.getShare())
                    .put("interval_low", one.getIntervalLow())
                    .put("interval_high", one.getIntervalHigh()));
        }
        return json;
    }

    private static String mode(Evaluation result) {
        return result.getMode().name().toLowerCase(Locale.ROOT);
    }
}
