package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The results page of an experiment so far: table, remarks and curves. */
public final class ResultPage {

    private final ExperimentPlan plan;
    private final List<TrialResult> results;
    private final List<TrialFailure> failures;

    ResultPage(ExperimentPlan plan, List<TrialResult> results, List<TrialFailure> failures) {
        this.plan = plan;
        this.results = List.copyOf(results);
        this.failures = List.copyOf(failures);
    }

    /** The table, with the remarks below it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(new ResultTable(plan, results).lines());
        lines.addAll(new Remarks(results, failures).lines());
        return lines;
    }

    /**
     * Checks that no trial failed.
     *
     * @throws CommandFailed naming those that did
     */
    public void requireNoFailure() {
        if (!failures.isEmpty()) {
            String failed =
                    failures.stream().map(failure -> failure.trial().toString()).collect(Collectors.joining("; "));
            throw new CommandFailed(failures.size() + " of " + Trial.of(plan).size() + " trials failed (" + failed
                    + "): " + TrialFailure.FILE + " in their folders says why. The same command tries them again.");
        }
    }

    /** Writes the page and its pictures to the experiment's folder. */
    void write(Path folder) {
        List<String> page = new ArrayList<>(List.of("# " + plan.name(), "", plan.question(), ""));
        page.addAll(lines());
        page.addAll(List.of("", "Greedy accuracy in percent, mean over seeds ± half of Student's 95 % interval."));
        try {
            Files.createDirectories(folder);
            if (!results.isEmpty()) {
                Curves curves = new Curves(plan, results);
                draw(curves.overTime(), folder, "accuracy-time.svg");
                draw(curves.overTokens(), folder, "accuracy-tokens.svg");
                page.addAll(List.of(
                        "",
                        "![accuracy over time](accuracy-time.svg)",
                        "",
                        "![accuracy over tokens](accuracy-tokens.svg)"));
            }
            Files.write(folder.resolve("results.md"), page);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write to " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }

    private static void draw(Chart chart, Path folder, String name) throws IOException {
        Files.writeString(folder.resolve(name), chart.svg());
    }
}
