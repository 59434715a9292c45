package dev.errata.tasks.questions.layouts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ECQA, QASC, OpenBookQA and ARC, judged by the text of the right option.
 *
 * <p>Three shapes: {@code problem} with its options on lines of their own, {@code solution}, {@code answer}; a stem,
 * labelled {@code choices} and an {@code answerKey}, as the sets' own JSON has them; ECQA's own columns {@code q_text},
 * {@code q_op1} to {@code q_op5}, {@code q_ans}. The explanation or the facts of a set become the reference.
 */
public final class MultipleChoice implements Layout {

    private static final String TASK = "choice";
    private static final List<String> FACTS = List.of("fact1", "fact2", "combinedfact");

    @Override
    public Map<String, List<String>> columnsOf() {
        return Map.of(
                "id", List.of("id", "q_no"),
                "text", List.of("problem", "question", "question_stem", "q_text"),
                "gold", List.of("answer", "answerKey", "q_ans"),
                "reference", List.of("solution", "taskB"));
    }

    @Override
    public Question read(Columns columns, QuestionDefaults defaults, Judge judge) {
        Draft draft;
        if (columns.has("answerKey") || columns.has("choices") || columns.value("question") instanceof ObjectNode) {
            draft = labelled(columns);
        } else if (columns.has("q_op1")) {
            draft = ecqa(columns);
        } else {
            draft = inProblem(columns);
        }
        return draft.question(columns, defaults, judge);
    }

    private static Draft inProblem(Columns columns) {
        String problem = columns.text("problem").strip();
        String answer = columns.text("answer").strip();
        ChoiceOptions options = ChoiceOptions.under(problem);
        String gold = options.all().isEmpty() ? answer : options.named(answer);
        return new Draft(columns.textOrNull("id"), problem, gold, columns.textOrNull("solution"), TASK);
    }

    private static Draft labelled(Columns columns) {
        ObjectNode nested = columns.value("question") instanceof ObjectNode object ? object : null;
        JsonNode choices = nested == null ? columns.value("choices") : nested.get("choices");
        if (choices == null) {
            throw Columns.unusable("The field 'choices' is missing.");
        }
        String stem = nested == null
                ? columns.text(columns.has("question_stem") ? "question_stem" : "question")
                : nested.path("stem").asText("");
        if (stem.isBlank()) {
            throw Columns.unusable("The question has no 'stem'.");
        }
        ChoiceOptions options = ChoiceOptions.of(choices);
        String text = options.under(stem, 2);
        String gold = options.labelled(columns.text("answerKey").strip());
        return new Draft(columns.textOrNull("id"), text, gold, facts(columns), TASK);
    }

    private static Draft ecqa(Columns columns) {
        ChoiceOptions options = new ChoiceOptions(Stream.of("q_op1", "q_op2", "q_op3", "q_op4", "q_op5")
                .map(columns::textOrNull)
                .filter(Objects::nonNull)
                .map(option -> new ChoiceOptions.Option("", option.strip()))
                .toList());
        String text = options.under(columns.text("q_text"), 2);
        String gold = options.named(columns.text("q_ans").strip());
        return new Draft(columns.textOrNull("q_no"), text, gold, columns.textOrNull("taskB"), TASK);
    }

    /** The facts that lead to the answer, one on each line; null where the set has none. */
    private static @Nullable String facts(Columns columns) {
        String facts = FACTS.stream()
                .map(columns::textOrNull)
                .filter(Objects::nonNull)
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        return facts.isEmpty() ? null : facts;
    }
}
