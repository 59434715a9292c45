package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundSolutionsTest {

    private static final List<ArithmeticQuestion> QUESTIONS = LegalPathsTest.questions(200);

    @Test
    void soundSolutionsAreExactlyThoseThatCombineAnyTwoSignedNumbers() {
        for (ArithmeticQuestion question : QUESTIONS) {
            SoundSolutions solutions = new SoundSolutions(question.terms());
            Set<String> all = all(question);
            assertThat(solutions.count()).as(question.text()).isEqualTo(all.size());
            assertThat(all).allMatch(solutions::contains).allMatch(text -> text.endsWith("####" + question.answer()));
            assertThat(question.paths()).extracting(SolutionPath::text).isSubsetOf(all);
        }
    }

    @Test
    void soundSolutionsFarOutnumberWorkedOnes() {
        double sound = QUESTIONS.stream()
                .mapToLong(question -> new SoundSolutions(question.terms()).count())
                .average()
                .orElseThrow();
        double worked = QUESTIONS.stream()
                .mapToInt(question -> question.paths().size())
                .average()
                .orElseThrow();
        assertThat(sound).isGreaterThan(10 * worked);
    }

    /** Question 6+2-3*4+8; the sound beginning is worked out by hand. */
    @ParameterizedTest
    @CsvSource({
        "3*4=12;6+2=8;8+8=16;16-12=4;####4, -1", // neighbors
        "4*3=12;8+2=10;10+6=16;16-12=4;####4, -1", // commuted, and no neighbors
        "3*4=12;12-8=4;6+2=8;8-4=4;####4, -1", // -12+8 is -4
        "3*4=13;6+2=8;####4, 5", // the result is wrong
        "3*5=15;####4, 2", // no such product
        "6+2=8;8+8=16;16-12=4;####4, 13", // 12 is not there yet: only 3*4 and 4*3 can follow
        "6+2=8;3*4=12;8+8=16;16-12=4;####5, 29", // wrong final number
        "6+2=8;3*4=12;8+8=16;16-12=4;####44, 30", // one digit too many
        "6+2=8;3*4=12;8+8=16;16-12=4;, 28", // ends too early: it is the end-of-sequence token that is wrong
        "6+2=8;3*4=12;8+8=16;, 20",
        "'', 0",
        "6+2=8;3*4=12;8+8=16;16-12=4;4+1=5;####5, 28", // one step too many
        "2+6=8;2+8=10;####10, 6" // 2 is used up; 8+8, 3*4 and 4*3 could follow, 2 cannot
    })
    void theFirstImpossibleTokenIsWhereNoSoundSolutionCanFollow(String text, int expected) {
        List<Term> terms = List.of(plus(6), plus(2), new Term(Operator.MINUS, List.of(3, 4)), plus(8));
        OptionalInt first = new SoundSolutions(terms).firstImpossibleToken(text);
        assertThat(first).isEqualTo(expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected));
    }

    @Test
    void theFirstImpossibleTokenIsTheFirstThatNoSolutionSharesAndNeverBeforeTheFirstChangedOne() {
        Corruptor corruptor = new Corruptor(new SplittableRandom(8));
        for (ArithmeticQuestion question : QUESTIONS) {
            Corruption corruption = corruptor.corrupt(question);
            int longest = all(question).stream()
                    .mapToInt(solution -> SolutionText.firstDifference(corruption.wrong(), solution))
                    .max()
                    .orElseThrow();
            assertThat(new SoundSolutions(question.terms()).firstImpossibleToken(corruption.wrong()))
                    .hasValue(longest);
            assertThat(corruption.firstWrongToken()).isLessThanOrEqualTo(longest);
        }
    }

    /** Every sound solution, written down by brute force and without any of the classes under test. */
    static Set<String> all(ArithmeticQuestion question) {
        Set<String> found = new TreeSet<>();
        List<int[]> parts = new ArrayList<>();
        for (Term term : question.terms()) {
            int sign = term.sign() == Operator.MINUS ? -1 : 1;
            List<Integer> factors = term.factors();
            parts.add(
                    term.product()
                            ? new int[] {sign, factors.get(0), factors.get(1)}
                            : new int[] {sign * factors.get(0)});
        }
        collect(parts, "", found);
        return found;
    }

    private static void collect(List<int[]> parts, String steps, Set<String> found) {
        if (parts.size() == 1 && parts.get(0).length == 1) {
            found.add(steps + "####" + parts.get(0)[0]);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            int[] one = parts.get(i);
            if (one.length == 3) {
                int product = one[1] * one[2];
                List<int[]> rest = without(parts, i, i, one[0] * product);
                collect(rest, steps + one[1] + "*" + one[2] + "=" + product + ";", found);
                collect(rest, steps + one[2] + "*" + one[1] + "=" + product + ";", found);
                continue;
            }
            for (int j = 0; j < parts.size(); j++) {
                if (i != j && parts.get(j).length == 1) {
                    int a = one[0];
                    int b = parts.get(j)[0];
                    List<int[]> rest = without(parts, i, j, a + b);
                    String left = steps + Math.abs(a);
                    if (a >= 0 && b >= 0 || a <= 0 && b <= 0) {
                        collect(rest, left + "+" + Math.abs(b) + "=" + Math.abs(a + b) + ";", found);
                    }
                    if ((a >= 0 && b <= 0 || a <= 0 && b >= 0) && Math.abs(a) >= Math.abs(b)) {
                        collect(rest, left + "-" + Math.abs(b) + "=" + Math.abs(a + b) + ";", found);
                    }
                }
            }
        }
    }

    private static List<int[]> without(List<int[]> parts, int i, int j, int result) {
        List<int[]> rest = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            if (k != i && k != j) {
                rest.add(parts.get(k));
            }
        }
        rest.add(new int[] {result});
        return rest;
    }

    private static Term plus(int number) {
        return new Term(Operator.PLUS, List.of(number));
    }
}
