package dev.errata.tasks.questions.layouts;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import java.util.List;
import java.util.Map;

/** GSM8K: {@code question}, and an {@code answer} that is a solution with {@code #### 72} at its end. */
public final class Gsm8k implements Layout {

    private static final String MARK = "####";

    @Override
    public Map<String, List<String>> columnsOf() {
        return Map.of("text", List.of("question"), "reference", List.of("answer"));
    }

    @Override
    public Question read(Columns columns, QuestionDefaults defaults, Judge judge) {
        String text = columns.text("question");
        String answer = columns.text("answer");
        int mark = answer.lastIndexOf(MARK);
        String given = columns.textOrNull("gold");
        String tail = mark < 0 ? answer : answer.substring(mark + MARK.length());
        String gold = GoldNumber.of(given == null ? tail : given).orElse((given == null ? tail : given).strip());
        if (given == null && (gold.isEmpty() || (mark < 0 && GoldNumber.of(tail).isEmpty()))) {
            throw Columns.unusable("The answer has no '#### <number>' at its end.");
        }
        boolean solution = mark >= 0 || given != null;
        return new Draft(columns.textOrNull("id"), text, gold, solution ? answer : null, "gsm8k")
                .question(columns, defaults, judge);
    }
}
