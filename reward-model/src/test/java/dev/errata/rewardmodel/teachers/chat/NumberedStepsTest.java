package dev.errata.rewardmodel.teachers.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedStepsTest {

    @Test
    void linesAreTriedAsStepsBeforeSemicolonsAndSentences() {
        assertThat(NumberedSteps.of("a; b. c\nd").steps()).containsExactly("a; b. c\n", "d");
        assertThat(NumberedSteps.of("6*2=12;12+1=13;####13").steps()).containsExactly("6*2=12;", "12+1=13;", "####13");
        assertThat(NumberedSteps.of("He has 3.5 apples. She has 2! So 5.5").steps())
                .containsExactly("He has 3.5 apples. ", "She has 2! ", "So 5.5");
        assertThat(NumberedSteps.of("42").steps()).containsExactly("42");
    }

    @Test
    void theTextBeforeAStepIsKeptVerbatim() {
        NumberedSteps steps = NumberedSteps.of("one\n\n  two\nthree");
        assertThat(steps.before(1)).isEmpty();
        assertThat(steps.before(3)).isEqualTo("one\n\n  two\n");
        assertThat(steps.numbered()).isEqualTo("Step 1: one\nStep 2: two\nStep 3: three");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a", "a\n", "\na\n\nb", ";;", "a. ", "x;\ny"})
    void theJoinedStepsAreTheAnswer(String answer) {
        assertThat(String.join("", NumberedSteps.of(answer).steps())).isEqualTo(answer);
    }
}
