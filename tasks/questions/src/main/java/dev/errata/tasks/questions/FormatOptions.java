package dev.errata.tasks.questions;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.tasks.questions.layouts.Subjects;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How question files are read.
 *
 * @param format format of the files; {@link QuestionFormat#auto} recognizes each by its content
 * @param source source of the questions
 * @param task task of questions that name none; null for that of the format
 * @param fields name in the files of each field that has another name there: {@code text -> prompt}
 * @param subjects subjects of MMLU that are taken
 * @param judge refuses questions that no answer can be right for
 */
public record FormatOptions(
        QuestionFormat format,
        String source,
        @Nullable String task,
        Map<String, String> fields,
        Subjects subjects,
        Judge judge) {

    public FormatOptions {
        fields = Map.copyOf(fields);
    }

    /** Files of any format, judged by the strict rules. */
    public static FormatOptions of(String source) {
        return new FormatOptions(QuestionFormat.auto, source, null, Map.of(), Subjects.MATHS, Judge.strict());
    }

    /** The same for files of one format. */
    public FormatOptions withFormat(QuestionFormat other) {
        return new FormatOptions(other, source, task, fields, subjects, judge);
    }

    /** The same with the task of questions that name none. */
    public FormatOptions withTask(@Nullable String other) {
        return new FormatOptions(format, source, other, fields, subjects, judge);
    }

    /** The same with the names that fields have in the files. */
    public FormatOptions withFields(Map<String, String> others) {
        return new FormatOptions(format, source, task, others, subjects, judge);
    }

    /** The same with other subjects of MMLU. */
    public FormatOptions withSubjects(Subjects others) {
        return new FormatOptions(format, source, task, fields, others, judge);
    }

    /** The same with another judge. */
    public FormatOptions withJudge(Judge other) {
        return new FormatOptions(format, source, task, fields, subjects, other);
    }
}
