package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.DemoReport;
import dev.errata.ops.cli.demo.DemoReportTable;
import dev.errata.ops.cli.demo.DemoRun;
import dev.errata.ops.cli.demo.DemoSettings;
import dev.errata.ops.cli.demo.DemoSettings.Beginning;
import dev.errata.ops.cli.demo.LoopOptions;
import dev.errata.ops.cli.demo.ObjectiveWiring;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata demo}: runs the whole loop on this machine for some minutes. */
@Command(
        name = "demo",
        description = {
            "Run the whole loop on this machine: broker, registry, actor, reward model and scorer, learner, "
                    + "evaluator, live page.",
            "Prints a table of results at the end. The state is kept: run the command again and it continues."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Minutes of training, counted from the first update. Default: ${DEFAULT-VALUE}.")
    private double minutes = 8;

    @Option(
            names = "--questions",
            paramLabel = "N",
            description = {
                "Training questions, asked pass after pass, each in another order. A smaller set is the beginning "
                        + "of a larger one.",
                "Default: 2000, or the number that the state folder was started with."
            })
    private @Nullable Integer questions;

    @Option(
            names = "--curriculum",
            description = "Skip questions whose answers were all right in their last 2 asks or all wrong in their last "
                    + "3, for 4 passes each time. Not where 'errata sources set' has chosen otherwise.")
    private boolean curriculum;

    @Option(
            names = "--also",
            paramLabel = "SET",
            description = "Another set to measure with every measured version: harder, unseen-form or tuning. "
                    + "Repeatable; each takes about as long as the held-out set.")
    private Set<QuestionSet> also = EnumSet.noneOf(QuestionSet.class);

    @Option(names = "--fresh", description = "Wipe the state of earlier runs first.")
    private boolean fresh;

    @Option(
            names = "--from-scratch",
            description = "Make a new start policy and reward model first (about 40 minutes on 2 cores). The state of "
                    + "earlier runs is wiped once both are complete.")
    private boolean fromScratch;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the results to FILE as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            description =
                    "First of eight ports, all on 127.0.0.1: P live page, P+1 registry, P+2 broker, P+3 controller, "
                            + "P+4 to P+7 health and metrics of actor, reward-scorer, learner, evaluator. Default: "
                            + "${DEFAULT-VALUE}.")
    private int portBase = Ports.DEFAULT_BASE;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = {
                "Folder of the run's state and logs: a new or empty one, or that of an earlier run.",
                "Default: .errata/demo in the repository."
            })
    private @Nullable Path state;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "A setting of a service, for example learner.learning-rate=3e-4. Repeatable.",
                "learner.objective (rlmec, rlmec-official, sft, sft-on-rewrites, rft, dpo, ppo, ppo-a2c, grpo) "
                        + "also sets scorer and actor as the objective needs. Changing the objective needs --fresh."
            })
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        if (!(minutes > 0 && minutes <= 100_000)) {
            throw new CommandFailed("--minutes is " + minutes + ": give a number of minutes above 0.");
        }
        if (questions != null && (questions < 1 || questions > LoopOptions.MOST_QUESTIONS)) {
            throw new CommandFailed(
                    "--questions is " + questions + ": give a number from 1 to " + LoopOptions.MOST_QUESTIONS + ".");
        }
        if (also.contains(QuestionSet.TRAINING) || also.contains(QuestionSet.HELD_OUT)) {
            throw new CommandFailed("--also takes harder, unseen-form or tuning: the held-out set is always measured.");
        }
        Path reportFile = report == null ? null : report.toAbsolutePath();
        if (reportFile != null && (Files.isDirectory(reportFile) || !isWritableFolder(reportFile.getParent()))) {
            throw new CommandFailed(
                    "The report cannot be written to " + report + ": give a file in an existing folder.");
        }
        Installation installation = Installation.here();
        DemoSettings settings = new DemoSettings(
                Duration.ofMillis(Math.round(minutes * 60_000)),
                beginning(),
                new Ports(portBase),
                state == null ? installation.demoState() : state.toAbsolutePath(),
                ObjectiveWiring.completed(overrides),
                LoopOptions.demo(
                        questions == null ? OptionalInt.empty() : OptionalInt.of(questions), curriculum, also));
        Screen screen = new Screen(System.out, Screen.isTerminal());
        DemoReport result = new DemoRun(settings, installation, screen, Clock.systemUTC()).run();
        if (reportFile != null) {
            result.write(reportFile);
        }
        new DemoReportTable(result).lines().forEach(screen::say);
        if (!result.audit().clean()) {
            throw new CommandFailed("The audit of the log found violations: see the lines above.");
        }
        return 0;
    }

    private Beginning beginning() {
        if (fromScratch) {
            return Beginning.FROM_SCRATCH;
        }
        return fresh ? Beginning.FRESH : Beginning.CONTINUE;
    }

    private static boolean isWritableFolder(@Nullable Path folder) {
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
