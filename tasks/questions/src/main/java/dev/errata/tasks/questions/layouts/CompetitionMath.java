package dev.errata.tasks.questions.layouts;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MATH: {@code problem}, and a {@code solution} with the final answer in its last {@code \boxed{...}}. */
public final class CompetitionMath implements Layout {

    @Override
    public Map<String, List<String>> columnsOf() {
        return Map.of(
                "id", List.of("unique_id"),
                "text", List.of("problem"),
                "gold", List.of("answer"),
                "reference", List.of("solution"));
    }

    @Override
    public Question read(Columns columns, QuestionDefaults defaults, Judge judge) {
        String text = columns.text("problem").strip();
        String solution = columns.textOrNull("solution");
        String answer = columns.textOrNull("answer");
        Optional<String> boxed = solution == null ? Optional.empty() : Boxed.last(solution);
        String gold = boxed.isPresent() && !columns.isMapped("answer") ? boxed.get() : answer;
        if (gold == null) {
            throw Columns.unusable("The solution has no \\boxed{...} with the final answer, and there is no 'answer'.");
        }
        return new Draft(columns.textOrNull("unique_id"), text, gold, solution, "math")
                .question(columns, defaults, judge);
    }
}
