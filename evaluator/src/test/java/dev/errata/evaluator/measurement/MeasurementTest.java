package dev.errata.evaluator.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.evaluator.FakePolicy;
import dev.errata.evaluator.benchmark.FewShotPrompts;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.benchmark.ShotTemplate;
import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.report.Interval;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.PassAt;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private final List<Rollout> graded = new ArrayList<>();
    private final FakePolicy policy = new FakePolicy();

    /** Right is what equals the gold answer. */
    private final Grader grader = answers -> {
        graded.addAll(answers);
        return answers.stream().collect(Collectors.toMap(Rollout::getRolloutId, one -> Verdict.newBuilder()
                .setRolloutId(one.getRolloutId())
                .setCorrect(one.getAnswerText().equals(one.getQuestion().getGold()))
                .setExtractedAnswer(one.getAnswerText())
                .setJudgedAt(0)
                .build()));
    };

    @Test
    void greedyAccuracyIsTheShareOfRightAnswersWithItsInterval() {
        Evaluation result = measurement(4).of(version(3), Drawing.greedy(56));

        assertThat(result.getBenchmark()).isEqualTo("held-out");
        assertThat(result.getPolicyVersion()).isEqualTo(3);
        assertThat(result.getMode()).isEqualTo(EvaluationMode.GREEDY);
        assertThat(result.getQuestions()).isEqualTo(4);
        assertThat(result.getK()).isEqualTo(1);
        // The fake answers question i with i % 4, and 2 is the gold answer of all.
        assertThat(result.getAvgAtK()).isEqualTo(0.25);
        assertThat(result.getPassAtK()).isEqualTo(0.25);
        assertThat(result.getIntervalLow()).isEqualTo(Interval.wilson(0.25, 4).low());
        assertThat(result.getIntervalHigh()).isEqualTo(Interval.wilson(0.25, 4).high());
        assertThat(result.getSamples()).hasSize(4);
        assertThat(result.getSamples().get(2).getCorrect()).isTrue();
        assertThat(result.getEvaluatedAt()).isEqualTo(77);
        assertThat(graded.get(2).getRolloutId()).isEqualTo("evaluation/held-out/3/greedy/q2#0");
    }

    @Test
    void sampledAnswersGiveAverageAndPassAtK() {
        Evaluation result = measurement(600).of(version(3), Drawing.sampled(4, 56));

        assertThat(graded).hasSize(2400);
        assertThat(result.getK()).isEqualTo(4);
        assertThat(result.getAvgAtK()).isCloseTo(0.25, within(0.03));
        assertThat(result.getPassAtK()).isCloseTo(1 - Math.pow(0.75, 4), within(0.06));
        assertThat(policy.largestBatch).isEqualTo(256);
        assertThat(result.getSamples()).hasSize(8);
    }

    @Test
    void aVersionIsAlwaysMeasuredWithTheSameSeedsAndAnotherWithOthers() {
        List<Long> seeds = seeds(5);

        assertThat(seeds(5)).isEqualTo(seeds);
        assertThat(seeds(6)).doesNotContainAnyElementsOf(seeds);
    }

    @Test
    void aQuestionTooLongForThePolicyCountsAsAnsweredWrongly() {
        Question tooLong = question(2);
        tooLong.setId("long");
        tooLong.setText("2".repeat(60));
        MeasuredBenchmark heldOut = new MeasuredBenchmark("held-out", List.of(question(2), tooLong));

        Evaluation result =
                new Measurement(heldOut, grader, clock(), (answered, total) -> {}).of(version(0), Drawing.greedy(56));

        assertThat(result.getAvgAtK()).isEqualTo(0.5);
    }

    private MeasuredVersion version(long number) {
        return MeasuredVersion.ofRun(policy, number);
    }

    @Test
    void passAtKIsEstimatedFromMoreAnswers() {
        Drawing drawing = new Drawing(8, new SamplingSettings(1, 1, 0, 56), List.of(1, 4, 8), 0);

        Evaluation result = measurement(200).of(version(3), drawing);

        assertThat(result.getPassAt()).extracting(PassAt::getK).containsExactly(1, 4, 8);
        assertThat(result.getPassAt().get(0).getShare()).isCloseTo(result.getAvgAtK(), within(1e-12));
        assertThat(result.getPassAt().get(1).getShare()).isCloseTo(1 - Math.pow(0.75, 4), within(0.06));
        assertThat(result.getPassAt().get(2).getShare()).isEqualTo(result.getPassAtK());
    }

    @Test
    void anInterruptedMeasurementSamplesOnlyWhatIsMissingAndEndsWithTheSameResult() {
        Drawing drawing = Drawing.sampled(4, 56);
        Evaluation whole = measurement(600).of(version(3), drawing);
        Kept kept = new Kept();
        MeasurementWatch stopHalfway = (answered, total) -> {
            if (answered >= 2048) {
                throw new IllegalStateException("stopped");
            }
        };
        assertThatThrownBy(() ->
                        new Measurement(benchmark(600), grader, kept, clock(), stopHalfway).of(version(3), drawing))
                .hasMessage("stopped");
        assertThat(kept.answers).hasSize(2048);
        graded.clear();

        Evaluation resumed =
                new Measurement(benchmark(600), grader, kept, clock(), (answered, total) -> {}).of(version(3), drawing);

        assertThat(graded).hasSize(2400 - 2048);
        assertThat(kept.answers).hasSize(2400);
        resumed.setSeconds(whole.getSeconds());
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void examplesThatDoNotFitAreLeftOutAndCounted() {
        List<Question> examples = List.of(question(1), question(2), question(3));
        FewShotPrompts prompts = new FewShotPrompts(examples, new ShotTemplate("{question}={answer}"));
        MeasuredBenchmark benchmark =
                new MeasuredBenchmark("few", List.of(question(4), question(5)), prompts, List.of());

        // "1?=The answer is 2." and a blank line have 21 characters, the question 3, the answer 45; 100 fit.
        Evaluation result =
                new Measurement(benchmark, grader, clock(), (answered, total) -> {}).of(version(0), Drawing.greedy(45));

        assertThat(result.getShots()).isEqualTo(3);
        assertThat(result.getDroppedShots()).isEqualTo(2);
        assertThat(graded)
                .allSatisfy(rollout -> assertThat(rollout.getPromptTokens()).hasSize(2 * 21 + 3));
    }

    /** An archive in memory. */
    private static final class Kept implements AnswerArchive {
        private final List<EvaluatedAnswer> answers = new ArrayList<>();

        @Override
        public List<EvaluatedAnswer> earlier(EvaluationMode mode) {
            return List.copyOf(answers);
        }

        @Override
        public void keep(List<EvaluatedAnswer> more) {
            answers.addAll(more);
        }
    }

    private List<Long> seeds(long version) {
        graded.clear();
        measurement(20).of(version(version), Drawing.sampled(1, 56));
        return graded.stream().map(rollout -> rollout.getSampling().getSeed()).toList();
    }

    private Measurement measurement(int questions) {
        return new Measurement(benchmark(questions), grader, clock(), (answered, total) -> {});
    }

    private static MeasuredBenchmark benchmark(int questions) {
        return new MeasuredBenchmark(
                "held-out",
                IntStream.range(0, questions)
                        .mapToObj(MeasurementTest::question)
                        .toList());
    }

    private static Clock clock() {
        return Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC);
    }

    private static Question question(int i) {
        return Question.newBuilder()
                .setId("q" + i)
                .setSource("held-out")
                .setText(i % 4 + "?")
                .setGold("2")
                .build();
    }
}
