package dev.errata.ops.cli.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The results of an experiment as a table in Markdown: a row for each arm, means over its seeds with their 95 %
 * intervals.
 *
 * <p>The difference to the first arm is taken seed by seed, since trials of one seed ask the same questions in the same
 * order.
 *
 * @param plan the experiment
 * @param results results of the finished trials, in any order
 */
record ResultTable(ExperimentPlan plan, List<TrialResult> results) {

    /** The table, a line each. */
    List<String> lines() {
        String main = plan.sets().get(0);
        List<String> header =
                new ArrayList<>(List.of("arm", "seeds", main, "sd", "against " + first(), "best " + main));
        plan.sets().stream().skip(1).forEach(header::add);
        header.addAll(List.of("updates", "sampled tokens", "trained tokens", "rollouts/s"));
        List<String> lines = new ArrayList<>();
        lines.add(row(header));
        lines.add(row(header.stream().map(column -> "---").toList()));
        for (Arm arm : plan.arms()) {
            List<TrialResult> own = of(arm);
            if (!own.isEmpty()) {
                lines.add(row(cells(arm, own)));
            }
        }
        return lines;
    }

    private List<String> cells(Arm arm, List<TrialResult> own) {
        String main = plan.sets().get(0);
        Estimate last = over(own, result -> share(result, main));
        List<String> cells = new ArrayList<>();
        cells.add(arm.name());
        cells.add(Integer.toString(own.size()));
        cells.add(last.percent());
        cells.add(String.format(Locale.ROOT, "%.1f", 100 * last.deviation()));
        cells.add(arm.name().equals(first()) ? "" : difference(own).percent());
        cells.add(best(own));
        for (String set : plan.sets().subList(1, plan.sets().size())) {
            cells.add(over(own, result -> share(result, set)).percent());
        }
        cells.add(String.format(
                Locale.ROOT, "%,.0f", over(own, TrialResult::updates).mean()));
        cells.add(millions(over(own, TrialResult::sampledTokens).mean()));
        cells.add(millions(over(
                        own,
                        result -> result.curve().get(result.curve().size() - 1).trainedTokens())
                .mean()));
        cells.add(String.format(
                Locale.ROOT,
                "%.0f",
                over(own, result -> result.rollouts() / (60 * result.minutes())).mean()));
        return cells;
    }

    private static String best(List<TrialResult> own) {
        Estimate best = over(own, result -> result.best().accuracy());
        double minutes = over(own, result -> result.best().minutes()).mean();
        return best.percent() + String.format(Locale.ROOT, " at %.1f min", minutes);
    }

    private Estimate difference(List<TrialResult> own) {
        String main = plan.sets().get(0);
        Map<Long, Double> others = results.stream()
                .filter(result -> result.arm().equals(first()))
                .collect(Collectors.toMap(TrialResult::seed, result -> share(result, main)));
        return Estimate.of(own.stream()
                .filter(result -> others.containsKey(result.seed()))
                .mapToDouble(result -> share(result, main) - others.getOrDefault(result.seed(), 0.0))
                .toArray());
    }

    private String first() {
        return plan.arms().get(0).name();
    }

    private List<TrialResult> of(Arm arm) {
        return results.stream()
                .filter(result -> result.arm().equals(arm.name()))
                .toList();
    }

    private static double share(TrialResult result, String set) {
        return result.finals().getOrDefault(set, Double.NaN);
    }

    private static Estimate over(List<TrialResult> own, ToDoubleFunction<TrialResult> figure) {
        return Estimate.of(own.stream().mapToDouble(figure).toArray());
    }

    private static String millions(double count) {
        return String.format(Locale.ROOT, "%.2f M", count / 1e6);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
