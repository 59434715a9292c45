package dev.errata.tasks.arithmetic;

import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.Teacher;
import dev.errata.rewardmodel.teachers.WrongAnswer;
import java.util.List;
import java.util.SplittableRandom;

/** Gives the exact minimal rewrite of an answer to the arithmetic task, without a model. A plug-in by its name. */
public final class ArithmeticTeacher implements Teacher {

    private final ExactTeacher exact = new ExactTeacher(Teaching.demo(), new SplittableRandom(0));

    @Override
    public String name() {
        return "arithmetic";
    }

    @Override
    public List<Lesson> teach(List<WrongAnswer> answers) {
        return answers.stream().map(this::lesson).toList();
    }

    private Lesson lesson(WrongAnswer answer) {
        return QuestionReading.of(answer.question().getText(), answer.reference())
                .<Lesson>map(question -> new Lesson.Rewritten(exact.rewrite(answer.text(), question)))
                .orElseGet(() -> new Lesson.Declined("not a question of the arithmetic task"));
    }

    @Override
    public void close() {}
}
