package dev.errata.ops.cli.experiment;

import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.ops.cli.CommandFailed;
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
    }

    /** The result of a trial that leaves its state in a folder. */
    TrialResult run(Trial trial, Path folder) throws InterruptedException {
        Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.putAll(trial.arm().settings());
        Report report = new DemoRun(demo(trial, folder, settings), installation, screen, clock).run();
        Map<Long, Path> versions = versions(report, folder.resolve("weights"));
        List<Point> curve = curve(report, versions);
        Map<String, Double> finals = new LinkedHashMap<>();
        Path last = newest(versions);
        Scores scores = new Scores(clock);
        for (HeldOut set : sets) {
            screen.say("measuring the last version on " + set.benchmark());
            finals.put(set.benchmark(), scores.accuracy(last, set));
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
                ObjectiveWiring.completed(all),
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

    /** The folders of all published versions. */
    private static Map<Long, Path> versions(Report report, Path weights) {
        Map<Long, Path> versions = new TreeMap<>();
        for (long version = 0; version <= report.run().version(); version++) {
            versions.put(version, weights.resolve("v" + version));
        }
        return versions;
    }

    private static Path newest(Map<Long, Path> versions) {
        return new TreeMap<>(versions).lastEntry().getValue();
    }

    private List<Point> curve(Report report, Map<Long, Path> versions) {
        List<Long> chosen = spread(new ArrayList<>(versions.keySet()), plan.points());
        Scores scores = new Scores(clock);
        List<Point> curve = new ArrayList<>();
        for (long version : chosen) {
            screen.say("measuring version " + version + " of " + report.run().version());
            List<UpdateMark> behind = report.updates().stream()
                    .filter(update -> update.version() < version)
                    .toList();
            long ended = behind.isEmpty() ? 0 : behind.get(behind.size() - 1).at();
            double minutes = behind.isEmpty()
                    ? 0
                    : Math.max(0, ended - report.times().firstUpdate().toEpochMilli()) / 60_000.0;
            long tokens = behind.stream().mapToLong(UpdateMark::tokens).sum();
            Path folder = Optional.ofNullable(versions.get(version))
                    .orElseThrow(() -> new CommandFailed("Version " + version + " was never published."));
            curve.add(new Point(version, minutes, tokens, scores.accuracy(folder, sets.get(0))));
        }
        return curve;
    }

    /** So many of the entries, the first and the last among them, evenly spread. */
    static List<Long> spread(List<Long> entries, int wanted) {
        int count = Math.min(wanted, entries.size());
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = count == 1 ? 0 : (int) Math.round((double) i * (entries.size() - 1) / (count - 1));
            chosen.add(entries.get(at));
        }
        return chosen;
    }
}
