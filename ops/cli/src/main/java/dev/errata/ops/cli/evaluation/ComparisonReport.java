package dev.errata.ops.cli.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.evaluator.comparison.Comparison;
import dev.errata.evaluator.comparison.Comparison.Difference;
import dev.errata.evaluator.comparison.Comparison.Pairs;
import dev.errata.evaluator.comparison.Flip;
import dev.errata.schemas.EvaluationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A comparison, for people and as JSON.
 *
 * @param mode how the answers were drawn
 * @param first name of the first policy
 * @param second name of the second policy
 * @param comparison the comparison
 */
public record ComparisonReport(EvaluationMode mode, String first, String second, Comparison comparison) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The report as lines.
     *
     * @param shown most flips shown in each direction
     */
    public List<String> text(int shown) {
        Pairs pairs = comparison.pairs();
        Difference difference = comparison.difference();
        List<String> lines = new ArrayList<>();
        lines.add(format("%s, %,d questions", modeName(), pairs.questions()));
        lines.add(format("  %-40s %5.1f %%", first, pairs.first() * 100));
        lines.add(format("  %-40s %5.1f %%", second, pairs.second() * 100));
        lines.add(format(
                "  difference %+.2f points  (95 %%: %+.2f to %+.2f)  %s (%s): %s",
                difference.value() * 100,
                difference.low() * 100,
                difference.high() * 100,
                difference.pValue() < 1e-4 ? "p < 0.0001" : format("p = %.4f", difference.pValue()),
                difference.test(),
                difference.significant() ? "a difference" : "no difference shown"));
        lines.add(format(
                "  the second is right more often on %,d questions, more rarely on %,d",
                comparison.rose(), comparison.fell()));
        if (pairs.onlyFirst() + pairs.onlySecond() > 0) {
            lines.add(format(
                    "  left out: %,d questions that only the first answered, %,d that only the second did",
                    pairs.onlyFirst(), pairs.onlySecond()));
        }
        flips(true, shown).forEach(flip -> lines.add("  better: " + line(flip)));
        flips(false, shown).forEach(flip -> lines.add("  worse:  " + line(flip)));
        return lines;
    }

    /** The numbers as a JSON object, without the flips. */
    public ObjectNode json() {
        Pairs pairs = comparison.pairs();
        Difference difference = comparison.difference();
        return JSON.createObjectNode()
                .put("mode", modeName())
                .put("first", first)
                .put("second", second)
                .put("questions", pairs.questions())
                .put("first_accuracy", pairs.first())
                .put("second_accuracy", pairs.second())
                .put("difference", difference.value())
                .put("interval_low", difference.low())
                .put("interval_high", difference.high())
                .put("p_value", difference.pValue())
                .put("test", difference.test())
                .put("significant", difference.significant())
                .put("rose", comparison.rose())
                .put("fell", comparison.fell())
                .put("only_first", pairs.onlyFirst())
                .put("only_second", pairs.onlySecond());
    }

    /** The flips, one JSON object each. */
    public List<String> flips() {
        return comparison.flips().stream()
                .map(flip -> JSON.createObjectNode()
                        .put("mode", modeName())
                        .put("id", flip.id())
                        .put("question", flip.question())
                        .put("first", flip.first())
                        .put("second", flip.second())
                        .put("first_answer", flip.firstAnswer())
                        .put("second_answer", flip.secondAnswer())
                        .toString())
                .toList();
    }

    private List<Flip> flips(boolean better, int most) {
        return comparison.flips().stream()
                .filter(flip -> flip.change() > 0 == better)
                .limit(most)
                .toList();
    }

    private static String line(Flip flip) {
        return format(
                "%s  %.2f -> %.2f  %s | %s -> %s",
                flip.id(),
                flip.first(),
                flip.second(),
                brief(flip.question()),
                brief(flip.firstAnswer()),
                brief(flip.secondAnswer()));
    }

    /** The end of a text in one line: an answer says its result there. */
    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : "..." + line.substring(line.length() - 57);
    }

    private String modeName() {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
