package dev.errata.evaluator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.evaluator.FakePolicy;
import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.report.Interval;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
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
                .setJudgedAt(0L)
                .build()));
    };

    @Test
    void greedyAccuracyIsTheShareOfRightAnswersWithItsInterval() {
        Evaluation result = measurement(4).of(policy, 3, Drawing.greedy(56));

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
        Evaluation result = measurement(600).of(policy, 3, Drawing.sampled(4, 56));

        assertThat(graded).hasSize(2400);
        assertThat(result.getK()).isEqualTo(4);
        assertThat(result.getAvgAtK()).isCloseTo(0.25, within(0.03));
        assertThat(result.getPassAtK()).isCloseTo(1 - Math.pow(0.75, 4), within(0.06));
        assertThat(policy.largestBatch).isEqualTo(4 * 256);
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
        HeldOut heldOut = new HeldOut("held-out", List.of(question(2), tooLong));

        Evaluation result = new Measurement(heldOut, grader, clock(), () -> {}).of(policy, 0, Drawing.greedy(56));

        assertThat(result.getAvgAtK()).isEqualTo(0.5);
    }

    private List<Long> seeds(long version) {
        graded.clear();
        measurement(20).of(policy, version, Drawing.sampled(1, 56));
        return graded.stream().map(rollout -> rollout.getSampling().getSeed()).toList();
    }

    private Measurement measurement(int questions) {
        List<Question> asked = IntStream.range(0, questions)
                .mapToObj(MeasurementTest::question)
                .toList();
        return new Measurement(new HeldOut("held-out", asked), grader, clock(), () -> {});
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
