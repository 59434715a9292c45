package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestPathTest {

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,'',3", "abc,abc,0", "12=3;,12=4;,1", "ab,ba,2"})
    void theDistanceIsTheNumberOfEdits(String from, String to, int edits) {
        assertThat(Levenshtein.distance(from, to)).isEqualTo(edits);
    }

    @Test
    void theDistanceAgreesWithItsRecursiveDefinition() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            String from = word(random);
            String to = word(random);
            assertThat(Levenshtein.distance(from, to)).isEqualTo(byDefinition(from, to));
        }
    }

    @Test
    void aLegalSolutionIsItsOwnClosestPath() {
        for (ArithmeticQuestion question : LegalPathsTest.questions(200)) {
            assertThat(question.paths()).allSatisfy(path -> assertThat(ClosestPath.to(path.text(), question))
                    .isEqualTo(path.text()));
        }
    }

    @Test
    void theRewriteKeepsTheMostStepsAndThenHasTheFewestEdits() {
        Corruptor corruptor = new Corruptor(new SplittableRandom(9));
        for (ArithmeticQuestion question : LegalPathsTest.questions(300)) {
            String wrong = corruptor.corrupt(question).wrong();
            String closest = ClosestPath.to(wrong, question);
            int kept = leadingSteps(wrong, closest);
            int distance = byDefinition(wrong, closest);
            for (String solution : SoundSolutionsTest.all(question)) {
                int otherKept = leadingSteps(wrong, solution);
                assertThat(otherKept).isLessThanOrEqualTo(kept);
                if (otherKept == kept) {
                    assertThat(byDefinition(wrong, solution)).isGreaterThanOrEqualTo(distance);
                }
            }
        }
    }

    @Test
    void correctStepsAreKeptEvenWhereAnotherPathWouldNeedFewerEdits() {
        ArithmeticQuestion question = question(new Term(Operator.PLUS, List.of(2, 3)), plus(4), plus(5));
        assertThat(ClosestPath.to("4+5=9;6+4=10;10+5=15;####15", question)).isEqualTo("4+5=9;2*3=6;6+9=15;####15");
    }

    @Test
    void aSoundSolutionInAnUntaughtOrderIsUnchanged() {
        ArithmeticQuestion question =
                question(plus(6), new Term(Operator.MINUS, List.of(2)), new Term(Operator.PLUS, List.of(2, 4)));
        assertThat(ClosestPath.to("4*2=8;8+6=14;14-2=12;####12", question)).isEqualTo("4*2=8;8+6=14;14-2=12;####12");
        assertThat(ClosestPath.to("4*2=8;8+6=15;15-2=13;####13", question)).isEqualTo("4*2=8;8+6=14;14-2=12;####12");
    }

    @Test
    void anAnswerThatIsNoSolutionIsStillRewritten() {
        ArithmeticQuestion question = question(new Term(Operator.PLUS, List.of(2, 3)), plus(4));
        // Of two solutions that are equally far the reference is taken; the alphabet has 3*2 and 4+6, too.
        assertThat(ClosestPath.to("", question)).isEqualTo("2*3=6;6+4=10;####10");
        assertThat(ClosestPath.to("####;;==", question)).isEqualTo("2*3=6;6+4=10;####10");
    }

    private static Term plus(int number) {
        return new Term(Operator.PLUS, List.of(number));
    }

    private static ArithmeticQuestion question(Term... terms) {
        List<SolutionPath> paths = PathSearch.paths(List.of(terms), 50);
        return new ArithmeticQuestion(List.of(terms), paths, paths.get(0));
    }

    private static int leadingSteps(String one, String other) {
        int kept = 0;
        List<String> left = List.of(one.split(";", -1));
        List<String> right = List.of(other.split(";", -1));
        while (kept < left.size() && kept < right.size() && left.get(kept).equals(right.get(kept))) {
            kept++;
        }
        return kept;
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    /** The full table, cell by cell, on task tokens. */
    private static int byDefinition(String one, String other) {
        String from = SolutionText.tokens(one);
        String to = SolutionText.tokens(other);
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                } else if (from.charAt(i - 1) == to.charAt(j - 1)) {
                    table[i][j] = table[i - 1][j - 1];
                } else {
                    table[i][j] = 1 + Math.min(table[i - 1][j - 1], Math.min(table[i - 1][j], table[i][j - 1]));
                }
            }
        }
        return table[from.length()][to.length()];
    }
}
