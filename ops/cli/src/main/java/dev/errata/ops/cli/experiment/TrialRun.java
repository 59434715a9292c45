package dev.errata.ops.cli.experiment;

import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.DemoRun;
import dev.errata.ops.cli.demo.DemoSettings;
import dev.errata.ops.cli.demo.LoopOptions;
import dev.errata.ops.cli.demo.ModelPair;
import dev.errata.ops.cli.demo.ObjectiveWiring;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.ops.cli.demo.Report;
import dev.errata.ops.cli.demo.UpdateMark;
import dev.errata.ops.cli.experiment.TrialResult.Point;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a trial: the whole loop on this machine, nothing beside it, every version's weights kept; then measures versions spread
 * evenly over its time. So measuring takes nothing from the budget.
 */
final class TrialRun {

    private final ExperimentPlan plan;
    private final List<HeldOut> sets;
    private final Installation installation;
    private final Ports ports;
    private final Screen screen;
    private final Clock clock;
    private final Scores scores;

    TrialRun(
            ExperimentPlan plan,
            List<HeldOut> sets,
            Installation installation,
            Ports ports,
            Screen screen,
            Clock clock) {
        this.plan = plan;
        this.sets = sets;
        this.installation = installation;
        this.ports = ports;
        this.screen = screen;
        this.clock = clock;
        this.scores = new Scores(clock);
    }

    /** The result of a trial that leaves its state in a folder. */
    TrialResult run(Trial trial, Path folder) throws InterruptedException {
        Map<String, String> given = new TreeMap<>(plan.settings());
        given.putAll(trial.arm().settings());
        Map<String, String> settings = new TreeMap<>(ObjectiveWiring.completed(given));
        Report report = new DemoRun(demo(trial, folder, settings), installation, screen, clock).run();
        List<Point> curve = curve(report, folder);
        Map<String, Double> finals = new LinkedHashMap<>();
        finals.put(sets.get(0).benchmark(), curve.get(curve.size() - 1).accuracy());
        for (HeldOut set : sets.subList(1, sets.size())) {
            screen.say("measuring the last version on " + set.benchmark());
            finals.put(
                    set.benchmark(),
                    scores.accuracy(weights(folder, report.run().version()), set));
        }
        return new TrialResult(
                trial.arm().name(),
                trial.seed(),
                settings,
                curve,
                finals,
                report.audit().learning().updates(),
                report.times().trainingSeconds() / 60,
                report.audit().window().rollouts(),
                report.audit().window().tokens(),
                report.audit().learning().stalenessMax(),
                report.audit().clean());
    }

    private DemoSettings demo(Trial trial, Path folder, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("learner.keep-weights", Integer.toString(Integer.MAX_VALUE));
        return new DemoSettings(
                plan.budget().time(),
                true,
                false,
                Optional.empty(),
                ports,
                folder,
                all,
                options(trial));
    }

    private LoopOptions options(Trial trial) {
        ModelPair shipped = ModelPair.in(installation.models());
        ModelPair models = new ModelPair(
                folder(shipped.startPolicy(), plan.startPolicy(), trial.arm().startPolicy()),
                folder(shipped.rewardModel(), plan.rewardModel(), trial.arm().rewardModel()));
        Integer questions =
                trial.arm().questions() == null ? plan.questions() : trial.arm().questions();
        return new LoopOptions(
                Optional.of(models),
                questions == null ? OptionalInt.empty() : OptionalInt.of(questions),
                plan.budget().tokens(),
                trial.seed(),
                false,
                Set.of());
    }

    private Path folder(Path shipped, @Nullable String ofAll, @Nullable String ofArm) {
        String chosen = ofArm == null ? ofAll : ofArm;
        return chosen == null ? shipped : installation.home().resolve(chosen);
    }

    /** Where the learner keeps a version. */
    private static Path weights(Path folder, long version) {
        return folder.resolve("weights").resolve("v" + version);
    }

    private List<Point> curve(Report report, Path folder) {
        List<Point> curve = new ArrayList<>();
        for (long version : spread(report.run().version(), plan.points())) {
            screen.say("measuring version " + version + " of " + report.run().version());
            List<UpdateMark> behind = report.updates().stream()
                    .filter(update -> update.version() < version)
                    .toList();
            long began = report.times().firstUpdate().toEpochMilli();
            long ended =
                    behind.isEmpty() ? began : behind.get(behind.size() - 1).at();
            curve.add(new Point(
                    version,
                    Math.max(0, ended - began) / 60_000.0,
                    behind.stream().mapToLong(UpdateMark::tokens).sum(),
                    scores.accuracy(weights(folder, version), sets.get(0))));
        }
        return curve;
    }

    /** So many of the versions from 0 to the last, both among them, evenly spread. */
    static List<Long> spread(long last, int wanted) {
        long count = Math.min(wanted, last + 1);
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(count == 1 ? 0 : Math.round((double) i * last / (count - 1)));
        }
        return chosen;
    }
}
