package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.MachineOccupied;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.ops.cli.demo.StateFolder;
import dev.errata.ops.cli.evaluation.MeasuredSets;
import dev.errata.ops.cli.process.Shutdown;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The flow of an experiment: runs the trials without a result one after the other, and rewrites table and curves after
 * each. A trial that fails leaves its reason, and the next one runs.
 *
 * <p>Its folder holds {@code experiment.yaml}, {@code results.md}, {@code accuracy-time.svg}, {@code
 * accuracy-tokens.svg} and a folder for each trial with {@code result.json} or {@code failure.txt}, and the logs.
 * Everything else that a trial writes is deleted after it.
 */
public final class Experiment {

    private final ExperimentPlan plan;
    private final Path file;
    private final Path folder;
    private final Screen screen;
    private final List<TrialResult> results = new ArrayList<>();
    private final List<TrialFailure> failures = new ArrayList<>();

    /**
     * An experiment.
     *
     * @param file its description
     * @param folder folder of the results; an earlier run in it is continued
     * @throws CommandFailed if the folder holds the results of another experiment
     */
    public Experiment(Path file, Path folder, Screen screen) {
        this.plan = ExperimentPlan.read(file);
        this.file = file;
        this.folder = folder;
        this.screen = screen;
        new KeptPlan(folder).requireLike(plan);
    }

    /** Runs the missing trials on this machine. Call it once. */
    public ResultPage run(Installation installation, Ports ports, Clock clock) throws InterruptedException {
        Scores scores = new Scores(MeasuredSets.of(plan.sets(), folder.resolve("questions")), screen, clock);
        TrialRun.Loops loops = new TrialRun.Loops(installation, ports, screen, clock);
        return run(new TrialRun(plan, new ArmSetups(plan, file, installation), scores, loops), Shutdown::hasBegun);
    }

    /**
     * Runs the missing trials.
     *
     * @param ending whether the command is shutting down; then no trial counts as failed and none is started
     */
    ResultPage run(TrialRunner runner, BooleanSupplier ending) throws InterruptedException {
        List<Trial> trials = Trial.of(plan);
        KeptResults kept = new KeptResults(folder);
        results.addAll(kept.of(trials, runner.conditions()));
        kept.sweep(trials);
        new KeptPlan(folder).keep(file);
        page().write(folder);
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            if (results.stream().noneMatch(trial::produced)) {
                screen.say("trial " + (i + 1) + " of " + trials.size() + ": " + trial);
                attempt(trial, runner, ending);
                page().write(folder);
            }
        }
        return page();
    }

    private void attempt(Trial trial, TrialRunner runner, BooleanSupplier ending) throws InterruptedException {
        Path place = trial.in(folder);
        TrialFailure.forget(place);
        try {
            TrialResult result = runner.run(trial, place);
            result.write(place);
            results.add(result);
        } catch (MachineOccupied forNow) {
            throw forNow;
        } catch (RuntimeException cause) {
            if (ending.getAsBoolean()) {
                throw cause;
            }
            TrialFailure failure = TrialFailure.of(trial, cause);
            failure.write(place);
            failures.add(failure);
            screen.say(failure.toString());
        }
        StateFolder.sweep(place);
    }

    private ResultPage page() {
        return new ResultPage(plan, results, failures);
    }
}
