package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.Teachers;
import dev.errata.rewardmodel.teachers.WrongAnswer;
import dev.errata.schemas.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArithmeticTeacherTest {

    private static final String REFERENCE = "2*3=6;6+6=12;####12";

    private final ArithmeticTeacher teacher = new ArithmeticTeacher();

    @Test
    void aWrongAnswerIsRewrittenToTheClosestSoundSolution() {
        assertThat(teacher.teach(List.of(
                        wrong("6+2*3", REFERENCE, "3*2=6;6+6=13;####13"),
                        wrong("6+2*3", REFERENCE, "2*3=5;6+5=11;####11"))))
                .containsExactly(
                        new Lesson.Rewritten("3*2=6;6+6=12;####12"), new Lesson.Rewritten("2*3=6;6+6=12;####12"));
    }

    @Test
    void aQuestionOfAnotherTaskIsDeclined() {
        assertThat(teacher.teach(List.of(wrong("What is six times seven?", "6*7=42\n#### 42", "#### 43"))))
                .containsExactly(new Lesson.Declined("not a question of the arithmetic task"));
    }

    @Test
    void thePlugInIsFoundByItsName() {
        assertThat(Teachers.names()).containsExactly("arithmetic");
        assertThat(Teachers.named("arithmetic"))
                .hasValueSatisfying(teacher -> assertThat(teacher).isInstanceOf(ArithmeticTeacher.class));
        assertThat(Teachers.named("geometry")).isEmpty();
    }

    private static WrongAnswer wrong(String text, String reference, String answer) {
        Question question = Question.newBuilder()
                .setId("id")
                .setSource("test")
                .setText(text)
                .setGold("12")
                .setReference(reference)
                .setTask("arithmetic")
                .build();
        return new WrongAnswer(question, reference, answer);
    }
}
