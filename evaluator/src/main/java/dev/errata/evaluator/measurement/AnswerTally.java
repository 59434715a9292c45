package dev.errata.evaluator.measurement;

import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.report.Interval;
import dev.errata.evaluator.report.PassAtK;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.Question;
import dev.errata.schemas.SampleAnswer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Counts the right answers of one drawing, question by question. Not thread-safe. */
final class AnswerTally {

    private static final int SHOWN = 8;

    private final MeasuredBenchmark benchmark;
    private final Drawing drawing;
    private final Map<String, Integer> places = new HashMap<>();
    private final TreeMap<Integer, SampleAnswer> shown = new TreeMap<>();

    /** Bit {@code place of the question · k + sample}. */
    private final BitSet answered = new BitSet();

    private final int[] right;
    private int droppedShots;
    private int unread;

    AnswerTally(MeasuredBenchmark benchmark, Drawing drawing) {
        this.benchmark = benchmark;
        this.drawing = drawing;
        this.right = new int[benchmark.questions().size()];
        for (int place = 0; place < right.length; place++) {
            places.put(benchmark.questions().get(place).getId(), place);
        }
    }

    /** Counts answers; one that is not asked for, or was counted before, changes nothing. */
    void add(List<EvaluatedAnswer> answers) {
        answers.forEach(this::add);
    }

    private void add(EvaluatedAnswer answer) {
        Integer place = places.get(answer.question().getId());
        if (place == null || answer.sample() >= drawing.k() || answered.get(place * drawing.k() + answer.sample())) {
            return;
        }
        answered.set(place * drawing.k() + answer.sample());
        right[place] += answer.correct() ? 1 : 0;
        if (answer.sample() == 0) {
            unread += answer.wasRead() ? 0 : 1;
            droppedShots += answer.wasRead() ? benchmark.prompts().examples().size() - answer.shots() : 0;
            show(place, answer);
        }
    }

    /** The answers that are still to be sampled, in the order of the questions. */
    List<PendingAnswer> pending() {
        List<PendingAnswer> pending = new ArrayList<>();
        for (int i = answered.nextClearBit(0); i < total(); i = answered.nextClearBit(i + 1)) {
            pending.add(new PendingAnswer(benchmark.questions().get(i / drawing.k()), i % drawing.k()));
        }
        return pending;
    }

    int total() {
        return right.length * drawing.k();
    }

    int answered() {
        return answered.cardinality();
    }

    /** The counts as a result, without what only the measurement knows: version, duration and time. */
    Evaluation.Builder result() {
        int k = drawing.k();
        double[] shares =
                IntStream.of(right).mapToDouble(count -> (double) count / k).toArray();
        Interval interval = Interval.overQuestions(shares, k);
        return Evaluation.newBuilder()
                .setBenchmark(benchmark.name())
                .setMode(drawing.mode())
                .setQuestions(right.length)
                .setK(k)
                .setAvgAtK((double) IntStream.of(right).asLongStream().sum() / total())
                .setPassAtK(
                        (double) IntStream.of(right).filter(count -> count > 0).count() / right.length)
                .setIntervalLow(interval.low())
                .setIntervalHigh(interval.high())
                .setSamples(List.copyOf(shown.values()))
                .setQuestionSet(benchmark.questionSet())
                .setShots(benchmark.prompts().examples().size())
                .setDroppedShots(droppedShots)
                .setUnread(unread)
                .setTemperature(drawing.settings().temperature())
                .setTopP(drawing.settings().topP())
                .setPassAt(drawing.passAt().stream()
                        .map(some -> PassAtK.over(right, k, some))
                        .toList());
    }

    /** Keeps the first answers to questions spread evenly over the set: the same questions for every version. */
    private void show(int place, EvaluatedAnswer answer) {
        int step = Math.max(1, right.length / SHOWN);
        if (place % step == 0 && place / step < SHOWN && answer.wasRead()) {
            Question question = answer.question();
            shown.put(place, new SampleAnswer(question.getText(), question.getGold(), answer.text(), answer.correct()));
        }
    }
}
