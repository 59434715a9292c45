package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.experiment.TrialResult.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Simulated trials: each leaves weights and a log, and has the same result. */
final class PretendedRuns implements TrialRunner {

    private final List<String> ran = new ArrayList<>();
    private final Map<String, Exception> failing = new HashMap<>();
    private final Map<String, Map<String, Integer>> restarts = new HashMap<>();
    private final Map<String, Conditions> conditions = new HashMap<>();
    private String rewardModel = "bbb";
    private @Nullable String missing;

    /** Lets a trial fail. */
    PretendedRuns failing(String trial, Exception cause) {
        failing.put(trial, cause);
        return this;
    }

    /** Lets a process of a trial die this many times. */
    PretendedRuns restarting(String trial, String role, int times) {
        restarts.put(trial, Map.of(role, times));
        return this;
    }

    /** Runs with another reward model. */
    PretendedRuns rewardModel(String name) {
        this.rewardModel = name;
        return this;
    }

    /** Reports a missing model. */
    PretendedRuns missing(String sentence) {
        this.missing = sentence;
        return this;
    }

    /** Runs the arms of a plan. */
    PretendedRuns of(ExperimentPlan plan) {
        for (Arm arm : plan.arms()) {
            conditions.put(
                    arm.name(),
                    new Conditions(arm.settings(), new TrialInputs("aaa", rewardModel, 2_000, false, "0.1.0")));
        }
        return this;
    }

    /** The trials that were started, in order. */
    List<String> ran() {
        return ran;
    }

    @Override
    public Map<String, Conditions> conditions() {
        if (missing != null) {
            throw new CommandFailed(missing);
        }
        return conditions;
    }

    @Override
    public TrialResult run(Trial trial, Path folder) throws InterruptedException {
        ran.add(trial.toString());
        leaveBehind(folder);
        Exception cause = failing.get(trial.toString());
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        Conditions own = Objects.requireNonNull(conditions.get(trial.arm().name()));
        return new TrialResult(
                trial.arm().name(),
                trial.seed(),
                own.settings(),
                own.sources(),
                List.of(new Point(0, 0, 0, 0.4), new Point(9, 1, 1_000, 0.5)),
                Map.of("held-out", 0.5),
                10,
                1,
                100,
                2_000,
                1,
                true,
                restarts.getOrDefault(trial.toString(), Map.of()),
                Map.of());
    }

    private static void leaveBehind(Path folder) {
        try {
            Files.createDirectories(folder.resolve("weights/v1"));
            Files.writeString(folder.resolve("weights/v1/model.safetensors"), "weights");
            Files.createDirectories(folder.resolve("logs"));
            Files.writeString(folder.resolve("logs/learner.log"), "log");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
