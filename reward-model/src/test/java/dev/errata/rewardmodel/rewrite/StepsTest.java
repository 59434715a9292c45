package dev.errata.rewardmodel.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {

    private static final Steps STEPS = new Steps(";");

    @ParameterizedTest
    @CsvSource({
        "6*4=24;####24, 2",
        "6*4=24;, 2",
        "6*4=24, 1",
        "'', 1",
        "1;2;3;4;5;6;7;8;9;10;11;12, 12",
    })
    void theTextAfterTheLastStepEndIsAStep(String text, int steps) {
        assertThat(STEPS.of(text)).hasSize(steps);
        assertThat(String.join("", STEPS.of(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1;2;#3, 1;2;#3, 0",
        "1;2;#3, 4;2;#3, 1",
        "1;2;#3, 1;5;#3, 2",
        "1;2;#3, 1;2;#4, 3",
        "1;2;#3, 1;2;9;#3, 3",
        "1;2;9;#3, 1;2;#3, 3",
        // A last step without its end is not the step that has one.
        "1;2, 1;2;#3, 2",
        "1;2;, 1;2;#3, 3",
        "1;2;3;4;5;6;7;8;9;10;11;0, 1;2;3;4;5;6;7;8;9;10;11;12, 12",
    })
    void theFirstChangedStepIsTheFirstThatIsNotKeptWhole(String answer, String rewrite, int step) {
        assertThat(STEPS.firstChanged(answer, rewrite)).isEqualTo(step);
        assertThat(step).isLessThanOrEqualTo(STEPS.of(answer).size());
    }

    @Test
    void onlyTokensEntirelyBeforeAStepAreBeforeIt() {
        FakePolicy characters = new FakePolicy("", 100);
        int[] answer = "6*4=24;2+1=3;#3".chars().toArray();
        assertThat(STEPS.tokensBefore(characters.tokenizer(), answer, 1)).isZero();
        assertThat(STEPS.tokensBefore(characters.tokenizer(), answer, 2)).isEqualTo(7);
        assertThat(STEPS.tokensBefore(characters.tokenizer(), answer, 3)).isEqualTo(13);
    }

    @Test
    void aTokenThatOverlapsTheStepIsNotBeforeIt() {
        PieceTokenizer pieces = new PieceTokenizer("1+1=2", ";2+2", "=4;\n", "#4");
        int[] answer = {0, 1, 2, 3};
        assertThat(STEPS.tokensBefore(pieces, answer, 2))
                .as("the end is in the second token")
                .isEqualTo(1);
        assertThat(STEPS.tokensBefore(pieces, answer, 3))
                .as("the line break is behind the end")
                .isEqualTo(2);
    }

    @Test
    void anEmptyLastStepHasAllTokensBeforeIt() {
        FakePolicy characters = new FakePolicy("", 100);
        assertThat(STEPS.tokensBefore(characters.tokenizer(), "1;".chars().toArray(), 2))
                .isEqualTo(2);
    }

    @Test
    void anEndThatIsEmptyIsRefused() {
        assertThatThrownBy(() -> new Steps("")).isInstanceOf(IllegalArgumentException.class);
    }
}
