package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.DemoReport;
import dev.errata.ops.cli.demo.DemoRun;
import dev.errata.ops.cli.demo.DemoSettings;
import dev.errata.ops.cli.demo.DemoSettings.Beginning;
import dev.errata.ops.cli.demo.LoopOptions;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.ops.cli.experiment.TrialResult.Point;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs a trial as the whole loop on this machine, without evaluator and live page, and keeps the weights of every
 * version. Then it measures versions spread evenly over the run, so that measuring takes no time from the budget.
 */
final class TrialRun implements TrialRunner {

    private final ExperimentPlan plan;
    private final ArmSetups setups;
    private final Scores scores;
    private final Loops loops;

    /**
     * The environment in which loops run.
     *
     * @param installation where the services are installed
     * @param ports where the services listen
     * @param screen where messages go
     * @param clock the time
     */
    record Loops(Installation installation, Ports ports, Screen screen, Clock clock) {

        DemoReport run(DemoSettings settings) throws InterruptedException {
            return new DemoRun(settings, installation, screen, clock).run();
        }
    }

    TrialRun(ExperimentPlan plan, ArmSetups setups, Scores scores, Loops loops) {
        this.plan = plan;
        this.setups = setups;
        this.scores = scores;
        this.loops = loops;
    }

    @Override
    public Map<String, Conditions> conditions() {
        return setups.conditions();
    }

    @Override
    public TrialResult run(Trial trial, Path folder) throws InterruptedException {
        ArmSetup setup = setups.of(trial.arm());
        // Read before the run, since the weights may be replaced while it runs.
        Conditions conditions = setups.conditions(trial.arm());
        DemoReport report = loops.run(demo(trial, setup, folder));
        Path weights = folder.resolve("weights");
        Timeline timeline = new Timeline(report.times().firstUpdate(), report.updates());
        List<Point> curve = scores.curve(Timeline.spread(report.run().version(), plan.points()), timeline, weights);
        return new TrialResult(
                trial.arm().name(),
                trial.seed(),
                conditions.settings(),
                conditions.sources(),
                curve,
                scores.finals(curve.get(curve.size() - 1), weights),
                report.audit().learning().updates(),
                report.times().trainingSeconds() / 60,
                report.audit().window().rollouts(),
                report.audit().window().tokens(),
                report.audit().learning().stalenessMax(),
                report.audit().clean(),
                report.restarts(),
                report.audit().tally().skipped());
    }

    private DemoSettings demo(Trial trial, ArmSetup setup, Path folder) {
        Map<String, String> all = new LinkedHashMap<>(setup.settings());
        all.put("learner.keep-weights", Integer.toString(Integer.MAX_VALUE));
        return new DemoSettings(
                plan.budget().time(),
                Beginning.FRESH,
                loops.ports(),
                folder,
                all,
                new LoopOptions(
                        Optional.of(setup.models()),
                        OptionalInt.of(setup.questions()),
                        plan.budget().tokens(),
                        trial.seed(),
                        setup.curriculum(),
                        false,
                        Set.of()));
    }
}
