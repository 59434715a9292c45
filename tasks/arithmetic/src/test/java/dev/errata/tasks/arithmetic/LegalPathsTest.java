package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LegalPathsTest {

    private static final Difficulty DEMO = Difficulty.demo();

    @Test
    void theWorkedSolutionOfTheReadmesQuestionIsOneOfItsPaths() {
        List<Term> terms = List.of(
                new Term(Operator.PLUS, List.of(4, 2)),
                new Term(Operator.PLUS, List.of(8)),
                new Term(Operator.PLUS, List.of(6, 4)));
        assertThat(Term.text(terms)).isEqualTo("4*2+8+6*4");
        assertThat(PathSearch.paths(terms, 50))
                .extracting(SolutionPath::text)
                .contains("6*4=24;4*2=8;8+8=16;16+24=40;####40")
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPathOfEveryQuestionReachesTheValueOfTheExpressionByTrueStepsWithinBounds() {
        for (ArithmeticQuestion question : questions(2_000)) {
            int value = valueOf(question.text());
            assertThat(question.answer()).isEqualTo(value);
            for (SolutionPath path : question.paths()) {
                assertThat(path.answer()).as(question.text()).isEqualTo(value);
                assertThat(path.steps()).allSatisfy(step -> {
                    assertThat(step.result()).isBetween(0, 50);
                    assertThat(step.operator().apply(step.left(), step.right())).isEqualTo(step.result());
                });
                assertThat(path.steps())
                        .hasSameSizeAs(question.reference().steps())
                        .hasSizeLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void thePathsAreExactlyThoseOfRewritingTheTextInEveryOrder() {
        for (ArithmeticQuestion question : questions(500)) {
            Set<String> expected = new HashSet<>();
            rewriteInEveryOrder(question.text(), "", expected);
            assertThat(question.paths())
                    .as(question.text())
                    .extracting(SolutionPath::text)
                    .hasSameElementsAs(expected);
        }
    }

    @Test
    void theSharesAreThoseTheTaskWasMeasuredWith() {
        List<ArithmeticQuestion> questions = questions(2_000);
        double paths =
                questions.stream().mapToInt(q -> q.paths().size()).average().orElseThrow();
        double length = questions.stream()
                .mapToInt(q -> SolutionText.tokens(q.reference().text()).length())
                .average()
                .orElseThrow();
        long several = questions.stream().filter(q -> q.paths().size() > 1).count();
        assertThat(paths).isBetween(3.0, 5.0);
        assertThat(length).isBetween(26.0, 31.0);
        assertThat(several).isGreaterThan(1_600);
        assertThat(questions).allMatch(q -> q.reference().text().length() <= 40);
    }

    @Test
    void theOtherGradesKeepTheirBoundsAndHaveMorePaths() {
        for (Grade grade : List.of(Grade.LONGER, Grade.LARGER)) {
            Difficulty difficulty = grade.difficulty();
            List<ArithmeticQuestion> questions = new QuestionGenerator(difficulty, Split.TRAINING, 7).distinct(500);
            assertThat(questions).allSatisfy(question -> {
                assertThat(question.answer()).isEqualTo(valueOf(question.text()));
                assertThat(question.paths()).hasSizeLessThan(PathSearch.MOST_PATHS);
                assertThat(question.reference().steps())
                        .hasSizeBetween(difficulty.fewestOperations(), difficulty.mostOperations())
                        .allMatch(step -> step.result() <= difficulty.largestValue());
            });
            assertThat(questions.stream()
                            .mapToInt(q -> q.paths().size())
                            .average()
                            .orElseThrow())
                    .isGreaterThan(5);
        }
    }

    static List<ArithmeticQuestion> questions(int count) {
        return new QuestionGenerator(DEMO, Split.REWARD_MODEL, 3).distinct(count);
    }

    /** An independent evaluator: split at the signs, multiply, add up. */
    private static int valueOf(String text) {
        int value = 0;
        for (String term : text.replace("-", "+-").split("\\+", -1)) {
            int product = 1;
            for (String factor : term.split("\\*", -1)) {
                product *= Integer.parseInt(factor);
            }
            value += product;
        }
        return value;
    }

    /** Independent of the search: works on the expression as a string of tokens. */
    private static void rewriteInEveryOrder(String expression, String steps, Set<String> found) {
        String[] parts = expression.split("(?=[-+*])|(?<=[-+*])", -1);
        if (parts.length == 1) {
            found.add(steps + "####" + expression);
            return;
        }
        for (int i = 1; i < parts.length; i += 2) {
            if (!allowed(parts, i)) {
                continue;
            }
            int left = Integer.parseInt(parts[i - 1]);
            int right = Integer.parseInt(parts[i + 1]);
            int result = parts[i].equals("*") ? left * right : parts[i].equals("+") ? left + right : left - right;
            if (result < 0 || result > 50) {
                continue;
            }
            String before = String.join("", List.of(parts).subList(0, i - 1));
            String after = String.join("", List.of(parts).subList(i + 2, parts.length));
            rewriteInEveryOrder(
                    before + result + after,
                    steps + parts[i - 1] + parts[i] + parts[i + 1] + "=" + result + ";",
                    found);
        }
    }

    private static boolean allowed(String[] parts, int i) {
        boolean timesLeft = i >= 2 && parts[i - 2].equals("*");
        boolean timesRight = i + 2 < parts.length && parts[i + 2].equals("*");
        boolean minusLeft = i >= 2 && parts[i - 2].equals("-");
        return parts[i].equals("*") || (!timesLeft && !timesRight && !minusLeft);
    }
}
