package dev.errata.evaluator.benchmark;

import dev.errata.evaluator.grading.Grader;
import dev.errata.evaluator.report.Interval;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SampleAnswer;
import dev.errata.schemas.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a policy on held-out questions: answers all of them, has the answers graded, and counts. Needs no log: whoever
 * has a policy and a {@link Grader} can measure.
 *
 * @param heldOut the questions
 * @param grader who says what is right
 * @param clock tells when it was
 * @param betweenChunks called before each chunk of questions; may throw to give up
 */
public record Measurement(HeldOut heldOut, Grader grader, Clock clock, Runnable betweenChunks) {

    /** Questions answered in one batch: bounds memory. */
    private static final int CHUNK = 256;

    private static final int SHOWN = 8;

    /**
     * The result of one way of drawing answers from one version.
     *
     * <pre>
     *   avg@k  = Σ right answers / (k · questions)
     *   pass@k = questions with at least one right answer among k / questions
     * </pre>
     *
     * <p>A question that the policy cannot read, prompt and answer being longer than its positions, counts as answered wrongly.
     */
    public Evaluation of(MeasuredPolicy policy, long version, Drawing drawing) {
        long start = System.nanoTime();
        List<Question> questions = heldOut.questions();
        BenchmarkSampling sampling = new BenchmarkSampling(policy, version, heldOut.benchmark(), drawing, clock);
        List<Rollout> rollouts = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += CHUNK) {
            betweenChunks.run();
            rollouts.addAll(sampling.sample(questions.subList(from, Math.min(from + CHUNK, questions.size()))));
        }
        Map<String, Verdict> verdicts = grader.grade(rollouts);
        long right = 0;
        int passed = 0;
        for (Question question : questions) {
            int rightHere = 0;
            for (int sample = 0; sample < drawing.k(); sample++) {
                rightHere += right(verdicts, sampling.id(question, sample)) ? 1 : 0;
            }
            right += rightHere;
            passed += rightHere > 0 ? 1 : 0;
        }
        double average = (double) right / ((long) drawing.k() * questions.size());
        Interval interval = Interval.wilson(average, questions.size());
        return Evaluation.newBuilder()
                .setBenchmark(heldOut.benchmark())
                .setPolicyVersion(version)
                .setMode(drawing.mode())
                .setQuestions(questions.size())
                .setK(drawing.k())
                .setAvgAtK(average)
                .setPassAtK((double) passed / questions.size())
                .setIntervalLow(interval.low())
                .setIntervalHigh(interval.high())
                .setSamples(shown(sampling, rollouts, verdicts))
                .setSeconds((System.nanoTime() - start) / 1e9)
                .setEvaluatedAt(clock.millis())
                .build();
    }

    /** The first answers to questions spread evenly over the set: the same questions for every version. */
    private List<SampleAnswer> shown(
            BenchmarkSampling sampling, List<Rollout> rollouts, Map<String, Verdict> verdicts) {
        Map<String, Rollout> byId = new HashMap<>();
        rollouts.forEach(rollout -> byId.put(rollout.getRolloutId(), rollout));
        List<SampleAnswer> shown = new ArrayList<>();
        int step = Math.max(1, heldOut.questions().size() / SHOWN);
        for (int i = 0; i < heldOut.questions().size() && shown.size() < SHOWN; i += step) {
            Question question = heldOut.questions().get(i);
            Rollout rollout = byId.get(sampling.id(question, 0));
            if (rollout != null) {
                shown.add(new SampleAnswer(
                        question.getText(),
                        question.getGold(),
                        rollout.getAnswerText(),
                        right(verdicts, rollout.getRolloutId())));
            }
        }
        return shown;
    }

    private static boolean right(Map<String, Verdict> verdicts, String id) {
        Verdict verdict = verdicts.get(id);
        return verdict != null && verdict.getCorrect();
    }
}
