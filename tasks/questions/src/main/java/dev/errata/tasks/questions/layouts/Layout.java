package dev.errata.tasks.questions.layouts;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import java.util.List;
import java.util.Map;

/** Turns the records of one data set into questions. */
public interface Layout {

    /**
     * The question of a record.
     *
     * @param defaults source and task of the question, and which columns have another name
     * @param judge knows the rule of the task
     * @throws dev.errata.schemas.questions.UnreadableQuestionException if the record is not that of a question
     */
    Question read(Columns columns, QuestionDefaults defaults, Judge judge);

    /** The columns that hold a field of a question, by the field's name. */
    Map<String, List<String>> columnsOf();

    /** Whether a record belongs to the subjects that were asked for. */
    default boolean selects(Columns columns, Subjects subjects) {
        return true;
    }
}
