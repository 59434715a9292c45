package dev.errata.tasks.questions.layouts;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import java.util.List;
import java.util.Map;

/** SVAMP: {@code Body}, {@code Question}, {@code Answer}; the {@code Equation} with its result is the reference. */
public final class Svamp implements Layout {

    private static final String ENDS_A_CLAUSE = ".!?,;:";

    @Override
    public Map<String, List<String>> columnsOf() {
        return Map.of(
                "id", List.of("ID"),
                "text", List.of("question_concat"),
                "gold", List.of("Answer"),
                "reference", List.of("Equation"));
    }

    @Override
    public Question read(Columns columns, QuestionDefaults defaults, Judge judge) {
        String text = text(columns);
        String answer = columns.text("Answer").strip();
        String gold = GoldNumber.of(answer).orElse(answer);
        String equation = columns.textOrNull("Equation");
        String reference = equation == null ? null : equation.strip() + " = " + gold;
        return new Draft(columns.textOrNull("ID"), text, gold, reference, "svamp").question(columns, defaults, judge);
    }

    private static String text(Columns columns) {
        String concatenated = columns.textOrNull("question_concat");
        String body = columns.textOrNull("Body");
        boolean parts = body != null && columns.has("Question") && !columns.isMapped("question_concat");
        if (concatenated != null && !parts) {
            return concatenated.strip();
        }
        String question = columns.text("Question").strip();
        if (body == null) {
            return question;
        }
        String told = body.strip();
        boolean ended = ENDS_A_CLAUSE.indexOf(told.charAt(told.length() - 1)) >= 0;
        return told + (ended ? " " : ". ") + question;
    }
}
