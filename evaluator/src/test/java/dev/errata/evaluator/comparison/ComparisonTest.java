package dev.errata.evaluator.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.evaluator.benchmark.UnusableBenchmarkException;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final AnswerSet first = new AnswerSet("first");
    private final AnswerSet second = new AnswerSet("second");

    @Test
    void questionsOfBothAreComparedAndTheOthersAreCounted() {
        add(first, "a", 0, false, "b", 0, true, "c", 0, true, "x", 0, true);
        add(second, "c", 0, true, "b", 0, false, "a", 0, true, "y", 0, false, "z", 0, false);

        Comparison comparison = Comparison.of(first, second);

        assertThat(comparison.pairs()).isEqualTo(new Comparison.Pairs(3, 2 / 3.0, 2 / 3.0, 1, 2));
        assertThat(comparison.rose()).isEqualTo(1);
        assertThat(comparison.fell()).isEqualTo(1);
        assertThat(comparison.flips()).extracting(Flip::id).containsExactlyInAnyOrder("a", "b");
        assertThat(comparison.difference().test()).isEqualTo("McNemar, mid-p");
        assertThat(comparison.difference().significant()).isFalse();
    }

    @Test
    void severalAnswersToAQuestionAreComparedByTheirShareAndTheLargestChangeComesFirst() {
        add(first, "a", 0, false, "a", 1, true, "b", 0, false, "b", 1, false);
        add(second, "a", 0, true, "a", 1, true, "b", 0, true, "b", 1, true);

        Comparison comparison = Comparison.of(first, second);

        assertThat(comparison.difference().test()).isEqualTo("paired permutation over questions");
        assertThat(comparison.difference().value()).isEqualTo(0.75);
        assertThat(comparison.flips()).extracting(Flip::id).containsExactly("b", "a");
        assertThat(comparison.flips().get(1).change()).isEqualTo(0.5);
    }

    @Test
    void anAnswerThatIsThereAlreadyIsNotCountedAgain() {
        add(first, "a", 0, true);

        assertThat(first.add("a", "a?", new AnswerOutcome(0, false, ""))).isFalse();
        assertThat(first.questions().values())
                .singleElement()
                .returns(1.0, QuestionAnswers::share)
                .returns(1, QuestionAnswers::answers);
    }

    @Test
    void setsWithoutACommonQuestionAndIdsOfTwoQuestionsAreRefused() {
        add(first, "a", 0, true);
        add(second, "b", 0, true);
        assertThatThrownBy(() -> Comparison.of(first, second))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("no question in common");

        second.add("a", "another a?", new AnswerOutcome(0, true, ""));
        assertThatThrownBy(() -> Comparison.of(first, second))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("two different questions");
    }

    /** Triples of id, sample and verdict. */
    private static void add(AnswerSet set, Object... triples) {
        for (int i = 0; i < triples.length; i += 3) {
            String id = (String) triples[i];
            set.add(id, id + "?", new AnswerOutcome((int) triples[i + 1], (boolean) triples[i + 2], ""));
        }
    }
}
