package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormTest {

    private static final List<Term> TERMS = List.of(
            new Term(Operator.PLUS, List.of(4, 2)),
            new Term(Operator.PLUS, List.of(8)),
            new Term(Operator.MINUS, List.of(12, 20)));

    @Test
    void oneQuestionHasThreeForms() {
        assertThat(Form.PLAIN.write(TERMS)).isEqualTo("4*2+8-12*20");
        assertThat(Form.SIGNED.write(TERMS)).isEqualTo("+4*2+8-12*20");
        assertThat(Form.WORDS.write(TERMS)).isEqualTo("four times two plus eight minus twelve times twenty");
    }

    @Test
    void theFormsOfTheUnseenSetAreInTheAlphabetOfTheShippedModels() {
        assertThat(Form.SIGNED.write(TERMS)).matches("[" + TokenizerFolder.CHARACTERS.replace("-", "\\-") + "]+");
    }

    @Test
    void numbersUpTo99HaveWords() {
        assertThat(NumberWords.of(0)).isEqualTo("zero");
        assertThat(NumberWords.of(19)).isEqualTo("nineteen");
        assertThat(NumberWords.of(40)).isEqualTo("forty");
        assertThat(NumberWords.of(99)).isEqualTo("ninety-nine");
        assertThatThrownBy(() -> NumberWords.of(100)).hasMessageContaining("0 to 99");
    }
}
