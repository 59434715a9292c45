package dev.errata.rewardmodel.teachers.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.teachers.Questions;
import dev.errata.schemas.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final String RIGHT = "2*3=6;6+6=12;####12";

    private static Selection select(List<GivenAnswer> answers) {
        return Selection.of(answers, OptionalDouble.of(1), 1);
    }

    private static GivenAnswer given(Question question, String text) {
        return new GivenAnswer(question, 0, text, true);
    }

    @Test
    void theIdentityShareIsThatOfTheWrongAnswersAmongAll() {
        List<GivenAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            Question question = Questions.arithmetic("q" + i);
            question.setText("6+2*3, question " + i);
            answers.add(given(question, i % 4 == 0 ? "####13" : RIGHT));
        }
        Selection selection = Selection.of(answers, OptionalDouble.empty(), 7);
        assertThat(selection.wrong()).isEqualTo(1_000);
        assertThat(selection.right()).isEqualTo(3_000);
        assertThat(selection.identityShare()).isEqualTo(0.25);
        long identities =
                selection.candidates().stream().filter(one -> !one.wrong()).count();
        // 3,000 draws at 0.25: 750 and a deviation of 24.
        assertThat(identities).isBetween(650L, 850L);
        assertThat(Selection.of(answers, OptionalDouble.empty(), 7)).isEqualTo(selection);
        assertThat(Selection.of(answers, OptionalDouble.of(0), 7).candidates()).hasSize(1_000);
        assertThat(Selection.of(answers, OptionalDouble.of(1), 7).candidates()).hasSize(4_000);
    }

    @Test
    void answersAreDistinctWithinAQuestionAndAcrossQuestions() {
        Question one = Questions.words("1");
        Question other = Questions.words("2");
        other.setText("And seven times six?");
        Selection selection = select(List.of(
                given(one, "6*7=43\n#### 43"), given(one, "6*7 = 43 \n#### 43."), given(other, "6*7=43\n#### 43")));
        assertThat(selection.candidates())
                .extracting(candidate -> candidate.question().getId())
                .containsExactly("1", "2");
        assertThat(selection.leftOut()).containsOnlyKeys("given before").containsValue(1L);
    }

    @Test
    void anUnusableAnswerIsLeftOutWithItsReason() {
        Question noReference =
                Question.newBuilder(Questions.arithmetic("1")).clearReference().build();
        Question noRule = Questions.arithmetic("2");
        noRule.setTask("poetry");
        Question fine = Questions.arithmetic("3");
        Selection selection = select(List.of(
                given(noReference, "####13"),
                given(noRule, "####13"),
                given(fine, "2*3=7;6+7=12;####12"),
                new GivenAnswer(fine, 0, "2*3=6;6+", false),
                given(fine, "####13")));
        assertThat(selection.candidates()).extracting(Candidate::answer).containsExactly("####13");
        assertThat(selection.leftOut())
                .containsOnlyKeys(
                        "the question has no reference solution",
                        "no answer rule for the task 'poetry'",
                        "right by luck: a step is false",
                        "cut off, or not readable back");
    }

    @Test
    void eachTaskIsJudgedByItsOwnRule() {
        Selection selection = select(List.of(
                given(Questions.words("1"), "6*7=<<6*7=42>>42\nThe answer is 42."),
                given(Questions.arithmetic("2"), "The answer is 12."),
                given(Questions.arithmetic("3"), RIGHT)));
        assertThat(selection.candidates()).extracting(Candidate::wrong).containsExactly(false, true, false);
    }
}
