package dev.errata.evaluator.measurement;

import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.grading.Grader;
import dev.errata.schemas.Evaluation;
import java.time.Clock;
import java.util.List;

/**
 * Measures a policy on a benchmark: answers all questions, has the answers graded, and counts. It needs a policy and a
 * {@link Grader}, and no log. Memory is that of one batch of answers, however many there are.
 *
 * @param benchmark the questions
 * @param grader decides which answers are right
 * @param archive keeps the answers
 * @param clock dates the results
 * @param watch follows the measurement
 */
public record Measurement(
        MeasuredBenchmark benchmark, Grader grader, AnswerArchive archive, Clock clock, MeasurementWatch watch) {

    /** A measurement that keeps no answers. */
    public Measurement(MeasuredBenchmark benchmark, Grader grader, Clock clock, MeasurementWatch watch) {
        this(benchmark, grader, AnswerArchive.none(), clock, watch);
    }

    /**
     * The result of one way of drawing answers from one version; answers in the archive are not sampled again.
     *
     * <pre>
     *   avg@k  = Σ right answers / (k · questions)
     *   pass@k = questions with at least one right answer among k / questions
     * </pre>
     *
     * <p>A question that the policy cannot read, prompt and answer being longer than its positions, counts as answered
     * wrongly.
     */
    public Evaluation of(MeasuredVersion version, Drawing drawing) {
        long start = System.nanoTime();
        BenchmarkSampling sampling = new BenchmarkSampling(version, benchmark, drawing, clock);
        AnswerTally tally = new AnswerTally(benchmark, drawing);
        tally.add(archive.earlier(drawing.mode()));
        List<PendingAnswer> pending = tally.pending();
        for (int from = 0; from < pending.size(); from += grader.atOnce()) {
            watch.answered(tally.answered(), tally.total());
            List<PendingAnswer> batch = pending.subList(from, Math.min(from + grader.atOnce(), pending.size()));
            SampledAnswers sampled =
                    sampling.sample(batch, done -> watch.answered((long) tally.answered() + done, tally.total()));
            List<EvaluatedAnswer> answers = sampled.judged(grader.grade(sampled.rollouts()));
            archive.keep(answers);
            tally.add(answers);
        }
        watch.answered(tally.answered(), tally.total());
        return tally.result()
                .setPolicyVersion(version.version())
                .setSeconds((System.nanoTime() - start) / 1e9)
                .setEvaluatedAt(clock.millis())
                .build();
    }
}
