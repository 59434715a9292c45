package dev.errata.ops.cli.experiment;

import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.ops.cli.demo.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An experiment from its file to its table: runs the trials that have no result yet, one after the other, and writes table and
 * curves anew after each.
 *
 * <p>Its folder holds {@code experiment.yaml}, {@code results.md}, {@code accuracy-time.svg}, {@code accuracy-tokens.svg} and a
 * folder for each trial with {@code result.json} and the logs. What else a trial leaves is deleted once it has its result.
 */
public final class Experiment {

    private static final String PLAN = "experiment.yaml";

    private final ExperimentPlan plan;
    private final Path file;
    private final Path folder;
    private final Screen screen;

    /**
     * An experiment.
     *
     * @param file its description
     * @param folder where its results are kept; what lies there from an earlier run of the same file is kept
     */
    public Experiment(Path file, Path folder, Screen screen) {
        this.plan = ExperimentPlan.read(file);
        this.file = file;
        this.folder = folder;
        this.screen = screen;
    }

    /** Runs what is missing, and returns the lines of the table. */
    public List<String> run(Installation installation, Ports ports, Clock clock) throws InterruptedException {
        keepPlan();
        List<HeldOut> sets = MeasuredSets.of(plan.sets(), folder.resolve("questions"));
        TrialRun runs = new TrialRun(plan, sets, installation, ports, screen, clock);
        List<Trial> trials = Trial.of(plan);
        List<TrialResult> results = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            Path place = trial.in(folder);
            Optional<TrialResult> known = TrialResult.read(place);
            if (known.isEmpty()) {
                screen.say("trial " + (i + 1) + " of " + trials.size() + ": " + trial);
                TrialResult result = runs.run(trial, place);
                result.write(place);
                StateFolder.sweep(place);
                known = Optional.of(result);
            }
            results.add(known.orElseThrow());
            publish(results);
        }
        return new ResultTable(plan, results).lines();
    }

    /** The results belong to one description: another one needs another folder. */
    private void keepPlan() {
        Path kept = folder.resolve(PLAN);
        try {
            Files.createDirectories(folder);
            if (Files.exists(kept) && Files.mismatch(kept, file) >= 0) {
                throw new CommandFailed(folder + " holds the results of another experiment than " + file
                        + " describes now: give another folder with --out, or delete it.");
            }
            Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot use " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }

    private void publish(List<TrialResult> results) {
        Curves curves = new Curves(plan, results);
        List<String> page = new ArrayList<>(List.of("# " + plan.name(), "", plan.question(), ""));
        page.addAll(new ResultTable(plan, results).lines());
        page.addAll(List.of(
                "",
                "Greedy accuracy in percent, mean over seeds ± half of Student's 95 % interval.",
                "",
                "![accuracy over time](accuracy-time.svg)",
                "",
                "![accuracy over tokens](accuracy-tokens.svg)"));
        try {
            Files.write(folder.resolve("results.md"), page);
            Files.writeString(
                    folder.resolve("accuracy-time.svg"), curves.overTime().svg());
            Files.writeString(
                    folder.resolve("accuracy-tokens.svg"), curves.overTokens().svg());
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write to " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }
}
