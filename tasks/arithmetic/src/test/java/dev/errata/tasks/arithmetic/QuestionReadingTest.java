package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionReadingTest {

    @Test
    void everyFormIsReadBack() {
        for (ArithmeticQuestion question : LegalPathsTest.questions(200)) {
            String reference = question.reference().text();
            for (Form form : new Form[] {Form.PLAIN, Form.SIGNED}) {
                ArithmeticQuestion read = QuestionReading.of(form.write(question.terms()), reference)
                        .orElseThrow();
                assertThat(read.terms()).isEqualTo(question.terms());
                assertThat(read.reference().text()).isEqualTo(reference);
            }
        }
    }

    @Test
    void anUnknownReferenceIsReplacedByAWorkedSolution() {
        ArithmeticQuestion read =
                QuestionReading.of("6+2*3", "The answer is 12.").orElseThrow();
        assertThat(read.answer()).isEqualTo(12);
        assertThat(read.sound(read.reference().text())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "1+",
                "1++2",
                "1+2*",
                "1+2*3*4",
                "-1+2",
                "1-9",
                "1 + 2",
                "six plus two",
                "1/2",
                "1000+1",
                "1+1+1+1+1+1+1+1+1"
            })
    void otherTextIsNotReadAsAQuestion(String text) {
        assertThat(QuestionReading.of(text, "")).isEqualTo(Optional.empty());
    }
}
