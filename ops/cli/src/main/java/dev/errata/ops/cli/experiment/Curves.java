package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.experiment.TrialResult.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The mean curve of each arm. */
record Curves(ExperimentPlan plan, List<TrialResult> results) {

    /** Accuracy over wall time. */
    Chart overTime() {
        return chart("minutes of training", Point::minutes);
    }

    /** Accuracy over tokens trained on. */
    Chart overTokens() {
        return chart("million tokens trained on", point -> point.trainedTokens() / 1e6);
    }

    private Chart chart(String label, ToDoubleFunction<Point> axis) {
        List<Chart.Series> series = new ArrayList<>();
        for (Arm arm : plan.arms()) {
            List<TrialResult> own = results.stream()
                    .filter(result -> result.arm().equals(arm.name()))
                    .toList();
            if (!own.isEmpty()) {
                series.add(new Chart.Series(arm.name(), mean(own, axis)));
            }
        }
        return new Chart(plan.name() + ": " + plan.sets().get(0) + ", greedy", label, series);
    }

    /** Averages point by point: the n-th measured version of every seed lies at the same share of its run. */
    private static List<double[]> mean(List<TrialResult> own, ToDoubleFunction<Point> axis) {
        int points =
                own.stream().mapToInt(result -> result.curve().size()).min().orElse(0);
        List<double[]> mean = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            int at = i;
            mean.add(new double[] {
                own.stream()
                        .mapToDouble(result -> axis.applyAsDouble(result.curve().get(at)))
                        .average()
                        .orElse(0),
                own.stream()
                        .mapToDouble(result -> result.curve().get(at).accuracy())
                        .average()
                        .orElse(0)
            });
        }
        return mean;
    }
}
