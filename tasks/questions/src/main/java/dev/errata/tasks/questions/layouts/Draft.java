package dev.errata.tasks.questions.layouts;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.QuestionIds;
import org.jspecify.annotations.Nullable;

/**
 * What a layout has found in a record.
 *
 * @param id id in the data set; null where it has none
 * @param text the question
 * @param gold the right final answer
 * @param reference a worked solution; null where there is none
 * @param task the task of the data set
 */
record Draft(@Nullable String id, String text, String gold, @Nullable String reference, String task) {

    /**
     * The question.
     *
     * <p>A reference ends with the gold answer: where its own rule does not find it there, a last line says it.
     */
    Question question(Columns columns, QuestionDefaults defaults, Judge judge) {
        Question question = Question.newBuilder()
                .setId(id == null ? QuestionIds.of(defaults.source(), text) : id)
                .setSource(defaults.source())
                .setText(text)
                .setGold(gold)
                .setTask(defaults.task() == null ? task : defaults.task())
                .setMetadata(columns.rest())
                .build();
        if (reference != null) {
            boolean says = judge.judge(question, reference, true)
                    .map(Judgment::correct)
                    .orElse(true);
            question.setReference(says ? reference : reference.stripTrailing() + "\nThe answer is " + gold);
        }
        return question;
    }
}
