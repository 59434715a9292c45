package dev.errata.ops.cli.experiment;

import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.measurement.Drawing;
import dev.errata.evaluator.measurement.MeasuredPolicy;
import dev.errata.evaluator.measurement.MeasuredVersion;
import dev.errata.evaluator.measurement.Measurement;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.evaluation.DirectGrader;
import dev.errata.ops.cli.experiment.TrialResult.Point;
import dev.errata.policy.Policy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures versions of a finished trial: greedy accuracy, judged by the rules of the loop. */
final class Scores {

    private static final Drawing GREEDY = Drawing.greedy(56);

    private final List<MeasuredBenchmark> sets;
    private final Screen screen;
    private final Clock clock;

    /**
     * Scores on some sets.
     *
     * @param sets the measured sets; the first gives the curve
     */
    Scores(List<MeasuredBenchmark> sets, Screen screen, Clock clock) {
        this.sets = List.copyOf(sets);
        this.screen = screen;
        this.clock = clock;
    }

    /** The curve over some versions, on the first set. */
    List<Point> curve(List<Long> versions, Timeline timeline, Path weights) {
        List<Point> curve = new ArrayList<>();
        for (long version : versions) {
            screen.say("measuring version " + version + " of " + versions.get(versions.size() - 1));
            curve.add(new Point(
                    version,
                    timeline.minutes(version),
                    timeline.trainedTokens(version),
                    accuracy(weights, version, sets.get(0))));
        }
        return curve;
    }

    /** Accuracy of the last version by set; on the first set it is known from the curve. */
    Map<String, Double> finals(Point last, Path weights) {
        Map<String, Double> finals = new LinkedHashMap<>();
        finals.put(sets.get(0).name(), last.accuracy());
        for (MeasuredBenchmark set : sets.subList(1, sets.size())) {
            screen.say("measuring the last version on " + set.name());
            finals.put(set.name(), accuracy(weights, last.version(), set));
        }
        return finals;
    }

    /** Share of the questions that a version answers correctly. The learner keeps each version in its own folder. */
    private double accuracy(Path weights, long version, MeasuredBenchmark set) {
        try (Policy policy = Policy.load(weights.resolve("v" + version), "cpu")) {
            return new Measurement(set, new DirectGrader(), clock, (answered, total) -> {})
                    .of(MeasuredVersion.ofRun(MeasuredPolicy.of(policy), 0), GREEDY)
                    .getAvgAtK();
        }
    }
}
