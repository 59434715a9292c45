package dev.errata.evaluator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.Question;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeasuredBenchmarkTest {

    @Test
    void questionsAreMeasuredInOrderUpToTheLimit() {
        assertThat(benchmark(plan(0, OptionalInt.of(2)), MadeUpQuestions.of(5)).questions())
                .extracting(Question::getId)
                .containsExactly("q0", "q1");
    }

    @Test
    void examplesOfTheBenchmarksOwnQuestionsAreNotMeasured() {
        MeasuredBenchmark benchmark = benchmark(plan(3, OptionalInt.empty()), MadeUpQuestions.of(10));

        assertThat(benchmark.prompts().examples()).hasSize(3);
        assertThat(benchmark.questions())
                .hasSize(7)
                .doesNotContainAnyElementsOf(benchmark.prompts().examples());
        assertThat(benchmark.remarks()).containsExactly("3 questions are examples and are not measured.");
    }

    @Test
    void theSameSeedChoosesTheSameExamplesInWhateverOrderAndWithWhateverLimit() {
        List<Question> reversed = new ArrayList<>(MadeUpQuestions.of(50));
        Collections.reverse(reversed);

        List<Question> examples = benchmark(plan(4, OptionalInt.empty()), MadeUpQuestions.of(50))
                .prompts()
                .examples();

        assertThat(benchmark(plan(4, OptionalInt.of(5)), reversed).prompts().examples())
                .isEqualTo(examples);
        assertThat(benchmark(plan(4, 8, OptionalInt.empty()), reversed)
                        .prompts()
                        .examples())
                .isNotEqualTo(examples);
    }

    @Test
    void noMeasuredQuestionIsAmongTheExamplesOfAnotherFile() {
        List<Question> measured = MadeUpQuestions.of(10);

        MeasuredBenchmark benchmark =
                MeasuredBenchmark.of(plan(5, OptionalInt.empty()), measured, MadeUpQuestions.of(15));

        assertThat(benchmark.questions()).hasSize(10);
        assertThat(benchmark.prompts().examples()).hasSize(5).doesNotContainAnyElementsOf(measured);
    }

    @Test
    void theCheckSumDependsOnTheQuestionsAndNotOnTheirOrder() {
        List<Question> reversed = new ArrayList<>(MadeUpQuestions.of(20));
        Collections.reverse(reversed);
        String set = new MeasuredBenchmark("a", MadeUpQuestions.of(20)).questionSet();

        assertThat(set).startsWith("20-");
        assertThat(new MeasuredBenchmark("b", reversed).questionSet()).isEqualTo(set);
        reversed.set(0, MadeUpQuestions.of("q19", "How much is 19 + 1?", 21));
        assertThat(new MeasuredBenchmark("b", reversed).questionSet()).isNotEqualTo(set);
    }

    @Test
    void aRepeatedQuestionIsMeasuredOnceAndAnIdOfTwoQuestionsIsRefused() {
        List<Question> twice = new ArrayList<>(MadeUpQuestions.of(3));
        twice.addAll(MadeUpQuestions.of(2));
        MeasuredBenchmark benchmark = benchmark(plan(0, OptionalInt.empty()), twice);
        assertThat(benchmark.questions()).hasSize(3);
        assertThat(benchmark.remarks()).containsExactly("2 repeated questions are measured once.");

        twice.add(MadeUpQuestions.of("q1", "How much is 7 + 1?", 8));
        assertThatThrownBy(() -> benchmark(plan(0, OptionalInt.empty()), twice))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessage("Two questions of the benchmark 'made-up' have the id 'q1': give each question an id of its"
                        + " own.");
    }

    @Test
    void tooFewQuestionsAreRefused() {
        assertThatThrownBy(() -> benchmark(plan(4, OptionalInt.empty()), MadeUpQuestions.of(3)))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("few-shot is 4");
        assertThatThrownBy(() -> benchmark(plan(3, OptionalInt.empty()), MadeUpQuestions.of(3)))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("no questions to measure");
    }

    private static MeasuredBenchmark benchmark(BenchmarkPlan plan, List<Question> questions) {
        return MeasuredBenchmark.of(plan, questions, List.of());
    }

    private static BenchmarkPlan plan(int shots, OptionalInt limit) {
        return plan(shots, 0, limit);
    }

    private static BenchmarkPlan plan(int shots, long seed, OptionalInt limit) {
        return new BenchmarkPlan(
                "made-up",
                Optional.empty(),
                Optional.of("made-up"),
                Optional.empty(),
                limit,
                new FewShot(shots, seed, Optional.empty()),
                Optional.empty());
    }
}
