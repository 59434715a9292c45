package dev.errata.ops.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.evaluator.comparison.AnswerOutcome;
import dev.errata.evaluator.comparison.AnswerSet;
import dev.errata.evaluator.comparison.Comparison;
import dev.errata.schemas.EvaluationMode;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {

    @Test
    void theReportSaysHowLargeTheDifferenceIsAndOnWhichQuestions() {
        assertThat(report(20, 4, 76).text(1))
                .containsExactly(
                        "greedy, 100 questions",
                        "  before                                    80.0 %",
                        "  after                                     96.0 %",
                        "  difference +16.00 points  (95 %: +6.37 to +25.00)  p = 0.0009 (McNemar, mid-p): a difference",
                        "  the second is right more often on 20 questions, more rarely on 4",
                        "  better: rose 0  0.00 -> 1.00  rose 0? | x -> y",
                        "  worse:  fell 0  1.00 -> 0.00  fell 0? | x -> y");
    }

    @Test
    void aDifferenceThatMayBeChanceIsNotCalledOne() {
        assertThat(report(6, 4, 90).text(0)).hasSize(5).anyMatch(line -> line.endsWith("no difference shown"));
    }

    @Test
    void theSameNumbersAreThereAsJson() {
        JsonNode json = report(20, 4, 76).json();

        assertThat(json.get("mode").asText()).isEqualTo("greedy");
        assertThat(json.get("difference").asDouble()).isEqualTo(0.16);
        assertThat(json.get("significant").asBoolean()).isTrue();
        assertThat(report(20, 4, 76).flips()).hasSize(24).allMatch(line -> line.startsWith("{\"mode\":\"greedy\""));
    }

    private static ComparisonReport report(int rose, int fell, int both) {
        AnswerSet first = new AnswerSet("before");
        AnswerSet second = new AnswerSet("after");
        add(first, second, "rose", rose);
        add(first, second, "fell", fell);
        add(first, second, "both", both);
        return new ComparisonReport(EvaluationMode.GREEDY, "before", "after", Comparison.of(first, second));
    }

    private static void add(AnswerSet first, AnswerSet second, String name, int count) {
        for (int i = 0; i < count; i++) {
            String id = name + " " + i;
            first.add(id, id + "?", new AnswerOutcome(0, !name.equals("rose"), "x"));
            second.add(id, id + "?", new AnswerOutcome(0, !name.equals("fell"), "y"));
        }
    }
}
