package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorruptorTest {

    private static final List<ArithmeticQuestion> QUESTIONS = LegalPathsTest.questions(1_000);

    @Test
    void aCorruptionIsNeverALegalSolutionAndItsRewriteAlwaysIsOne() {
        Corruptor corruptor = new Corruptor(new SplittableRandom(1));
        for (ArithmeticQuestion question : QUESTIONS) {
            for (int i = 0; i < 5; i++) {
                Corruption corruption = corruptor.corrupt(question);
                assertThat(question.sound(corruption.wrong())).isFalse();
                assertThat(question.sound(corruption.rewrite())).isTrue();
                assertThat(question.answeredBy(corruption.rewrite())).isTrue();
                assertThat(corruption.rewrite()).isEqualTo(ClosestPath.to(corruption.wrong(), question));
            }
        }
    }

    @Test
    void theFirstWrongTokenIsTheFirstThatTheRewriteDoesNotKeep() {
        Corruptor corruptor = new Corruptor(new SplittableRandom(2));
        for (ArithmeticQuestion question : QUESTIONS) {
            Corruption corruption = corruptor.corrupt(question);
            String wrong = SolutionText.tokens(corruption.wrong());
            String rewrite = SolutionText.tokens(corruption.rewrite());
            int first = corruption.firstWrongToken();
            assertThat(rewrite).startsWith(wrong.substring(0, first));
            if (first < wrong.length() && first < rewrite.length()) {
                assertThat(wrong.charAt(first)).isNotEqualTo(rewrite.charAt(first));
            }
        }
    }

    @Test
    void fourMistakesInFiveAreStructuralAndEveryKindOccurs() {
        Map<Mistake, Integer> counts = new EnumMap<>(Mistake.class);
        Corruptor corruptor = new Corruptor(new SplittableRandom(3));
        for (ArithmeticQuestion question : QUESTIONS) {
            for (int i = 0; i < 10; i++) {
                counts.merge(corruptor.corrupt(question).mistake(), 1, Integer::sum);
            }
        }
        int structural = counts.entrySet().stream()
                .filter(entry -> entry.getKey().structural())
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(structural / 10_000.0).isBetween(0.74, 0.86);
        assertThat(counts).containsOnlyKeys(Mistake.values()).allSatisfy((kind, count) -> assertThat(count / 100.0)
                .as("share of " + kind + ", percent")
                .isBetween(kind.percent() * 0.4, kind.percent() * 1.6));
    }

    @Test
    void theSharesAddUpToAHundred() {
        assertThat(IntStream.of(0, 99).mapToObj(Mistake::drawn))
                .containsExactly(Mistake.OPERAND_REPLACED, Mistake.WRONG_FINAL);
    }

    @Test
    void mostWrongSolutionsMissTheAnswerAndAllFitTheAnswerField() {
        Corruptor corruptor = new Corruptor(new SplittableRandom(4));
        List<Corruption> corruptions = new ArrayList<>();
        long missed = QUESTIONS.stream()
                .filter(question -> {
                    Corruption corruption = corruptor.corrupt(question);
                    corruptions.add(corruption);
                    return !question.answeredBy(corruption.wrong());
                })
                .count();
        assertThat(missed).isGreaterThan(850);
        assertThat(corruptions)
                .allMatch(corruption -> SolutionText.tokens(corruption.wrong()).length() <= 56);
    }

    @Test
    void theSameSeedMakesTheSameMistakes() {
        Corruptor one = new Corruptor(new SplittableRandom(6));
        Corruptor other = new Corruptor(new SplittableRandom(6));
        assertThat(QUESTIONS)
                .allSatisfy(question -> assertThat(one.corrupt(question)).isEqualTo(other.corrupt(question)));
    }
}
