package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTeacherTest {

    private static final List<ArithmeticQuestion> QUESTIONS = LegalPathsTest.questions(500);

    @Test
    void aGoodTeacherGivesTheExactMinimalRewrite() {
        ExactTeacher teacher = new ExactTeacher(Teaching.demo(), new SplittableRandom(1));
        Corruptor corruptor = new Corruptor(new SplittableRandom(2));
        for (ArithmeticQuestion question : QUESTIONS) {
            Corruption corruption = corruptor.corrupt(question);
            assertThat(teacher.rewrite(corruption.wrong(), question)).isEqualTo(corruption.rewrite());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1})
    void aBadTeacherGivesWrongRewritesAtItsRateWithTheRightNumberAndFewEdits(double share) {
        ExactTeacher teacher = new ExactTeacher(new Teaching(0.25, share, false), new SplittableRandom(3));
        Corruptor corruptor = new Corruptor(new SplittableRandom(4));
        int wrong = 0;
        double edits = 0;
        double leastEdits = 0;
        for (ArithmeticQuestion question : QUESTIONS) {
            Corruption corruption = corruptor.corrupt(question);
            String rewrite = teacher.rewrite(corruption.wrong(), question);
            assertThat(question.answeredBy(rewrite)).as(rewrite).isTrue();
            wrong += question.sound(rewrite) ? 0 : 1;
            edits += SolutionText.edits(corruption.wrong(), rewrite);
            leastEdits += SolutionText.edits(corruption.wrong(), corruption.rewrite());
        }
        assertThat(wrong / 500.0).isBetween(share - 0.07, share + 0.07);
        assertThat(edits).isLessThan(leastEdits * 1.3);
    }

    @Test
    void aFreeTeacherGivesAnyWorkedSolutionAsTheRewrite() {
        ExactTeacher teacher = new ExactTeacher(new Teaching(0.25, 0, true), new SplittableRandom(5));
        ArithmeticQuestion question = QUESTIONS.stream()
                .filter(one -> one.paths().size() > 3)
                .findFirst()
                .orElseThrow();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            given.add(teacher.rewrite("1+1=3;####3", question));
        }
        assertThat(question.paths()).extracting(SolutionPath::text).hasSameElementsAs(given);
    }

    @Test
    void everyTeacherLeavesASoundSolutionUnchanged() {
        ExactTeacher teacher = new ExactTeacher(new Teaching(0.25, 1, true), new SplittableRandom(6));
        for (ArithmeticQuestion question : QUESTIONS) {
            String sound = question.reference().text();
            assertThat(teacher.rewrite(sound, question)).isEqualTo(sound);
        }
    }

    @Test
    void withoutIdentityRewritesThePolicysOwnAreLeftOutToo() {
        assertThat(Teaching.demo().legalShareOfReal()).isEqualTo(0.3);
        assertThat(new Teaching(0, 0, false).legalShareOfReal()).isZero();
        assertThat(new Teaching(1, 0, false).legalShareOfReal()).isEqualTo(1);
        assertThatThrownBy(() -> new Teaching(0.25, 1.5, false)).hasMessageContaining("from 0 to 1");
    }
}
