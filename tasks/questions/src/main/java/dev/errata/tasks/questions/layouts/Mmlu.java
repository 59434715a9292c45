package dev.errata.tasks.questions.layouts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.JsonText;
import dev.errata.schemas.questions.QuestionDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MMLU: {@code question}, {@code subject}, {@code choices} and {@code answer}, the 0-based index or the letter of the
 * right choice. The choices may also be columns A, B, C, D, as in MMLU's own files, whose names hold the subject.
 */
public final class Mmlu implements Layout {

    private static final String LETTERS = "ABCDEFGHIJ";
    private static final Pattern SUBJECT_FILE = Pattern.compile("([a-z_]+)_(?:test|dev|val)\\.csv(?:\\.gz)?");

    @Override
    public Map<String, List<String>> columnsOf() {
        return Map.of("text", List.of("question"), "gold", List.of("answer"));
    }

    @Override
    public boolean selects(Columns columns, Subjects subjects) {
        return subjects.wants(subject(columns));
    }

    @Override
    public Question read(Columns columns, QuestionDefaults defaults, Judge judge) {
        List<String> choices = choices(columns);
        StringBuilder text = new StringBuilder(columns.text("question").strip());
        for (int i = 0; i < choices.size(); i++) {
            text.append("\n(").append(LETTERS.charAt(i)).append(") ").append(choices.get(i));
        }
        String gold = gold(columns.text("answer").strip(), choices.size());
        Question question = new Draft(columns.textOrNull("id"), text.toString(), gold, null, "mmlu")
                .question(columns, defaults, judge);
        String subject = subject(columns);
        if (!subject.isEmpty()) {
            question.getMetadata().put("subject", subject);
        }
        return question;
    }

    private static String subject(Columns columns) {
        String subject = columns.textOrNull("subject");
        if (subject != null) {
            return subject;
        }
        Matcher file =
                SUBJECT_FILE.matcher(columns.file().substring(columns.file().lastIndexOf('/') + 1));
        return file.matches() ? file.group(1) : "";
    }

    private static List<String> choices(Columns columns) {
        List<String> choices = new ArrayList<>();
        JsonNode list = columns.value("choices");
        if (list != null && list.isArray()) {
            list.forEach(choice -> choices.add(JsonText.of(choice).strip()));
        } else {
            for (int i = 0; i < LETTERS.length() && columns.has(LETTERS.substring(i, i + 1)); i++) {
                choices.add(columns.text(LETTERS.substring(i, i + 1)).strip());
            }
        }
        if (choices.size() < 2 || choices.size() > LETTERS.length()) {
            throw Columns.unusable("There are " + choices.size() + " choices: give 2 to " + LETTERS.length()
                    + " in the list 'choices', or in columns A, B, C, D.");
        }
        if (choices.stream().anyMatch(String::isBlank)) {
            throw Columns.unusable("A choice is blank: give a text for each.");
        }
        return choices;
    }

    private static String gold(String answer, int choices) {
        int index = answer.length() == 1 ? LETTERS.indexOf(answer.charAt(0)) : -1;
        if (index < 0 && answer.matches("\\d{1,2}")) {
            index = Integer.parseInt(answer);
        }
        if (index < 0 || index >= choices) {
            throw Columns.unusable("The answer '" + answer + "' is none of the " + choices
                    + " choices: give a letter from A, or an index from 0.");
        }
        return LETTERS.substring(index, index + 1);
    }
}
