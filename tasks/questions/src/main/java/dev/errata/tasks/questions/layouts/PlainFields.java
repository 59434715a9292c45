package dev.errata.tasks.questions.layouts;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.QuestionJson;
import java.util.List;
import java.util.Map;

/** The fields of the event Question; the source of the import replaces the one in the file. */
public final class PlainFields implements Layout {

    @Override
    public Map<String, List<String>> columnsOf() {
        return Map.of();
    }

    @Override
    public Question read(Columns columns, QuestionDefaults defaults, Judge judge) {
        Question question = QuestionJson.read(columns.record(), defaults);
        question.setSource(defaults.source());
        return question;
    }
}
