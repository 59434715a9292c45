package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.ops.cli.process.JavaLaunch;
import dev.errata.ops.cli.process.Launch;
import dev.errata.ops.cli.process.LogFileTail;
import dev.errata.ops.cli.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes a new start policy and a new reward model, with the commands and seeds that made the shipped ones. The output
 * of the commands is kept beside the models.
 */
final class FromScratch {

    /** Folder of the models until both are complete. */
    static final String UNFINISHED = "models.unfinished";

    /** The total time is not limited. The longest phase without output is the audit of 1,000 answers. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Installation installation;
    private final StateFolder state;
    private final Supervisor supervisor;
    private final Screen screen;
    private long shownAt = System.nanoTime();

    FromScratch(Installation installation, StateFolder state, Supervisor supervisor, Screen screen) {
        this.installation = installation;
        this.state = state;
        this.supervisor = supervisor;
        this.screen = screen;
    }

    /**
     * Makes both models in the state folder. An earlier run there stays intact until they are complete, and is wiped
     * then.
     */
    void make() throws InterruptedException {
        state.delete(UNFINISHED);
        Path unfinished = state.part(UNFINISHED);
        ModelPair pair = ModelPair.in(unfinished);
        try {
            Files.createDirectories(unfinished);
        } catch (IOException cause) {
            throw new CommandFailed("The new models cannot be written: " + cause.getMessage() + ".", cause);
        }
        run("start-policy", List.of("policy", "sft", "--out", pair.startPolicy().toString()));
        run(
                "reward-model",
                List.of(
                        "reward-model",
                        "train",
                        "--start-policy",
                        pair.startPolicy().toString(),
                        "--out",
                        pair.rewardModel().toString()));
        state.wipe(Set.of(UNFINISHED));
        try {
            Files.move(unfinished, state.part("models"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cause) {
            throw new CommandFailed("The new models cannot be kept: " + cause.getMessage() + ".", cause);
        }
    }

    private void run(String role, List<String> arguments) throws InterruptedException {
        Launch launch = new JavaLaunch(role, Installation.COMMAND_CLASS)
                .classPath(installation.ownClassPath())
                .options("-Xmx1g", "-XX:+UseSerialGC")
                .options(Installation.vectors())
                .property("errata.home", installation.home())
                .property("errata.progress.seconds", 1)
                .arguments(new ArrayList<Object>(arguments).toArray())
                .to(state.part(UNFINISHED).resolve(role + ".log"), state.pid(role));
        Process process = supervisor.startOnce(launch);
        Deadline.requireProgress(
                SILENCE,
                "The " + role + " was not made (see " + launch.logFile() + ")",
                () -> !process.isAlive(),
                () -> launch.logFile().toFile().length(),
                () -> watch(launch));
        screen.say(lastLine(launch));
        if (process.exitValue() != 0) {
            throw new CommandFailed("The " + role + " could not be made; " + launch.logFile() + " ends with:\n  "
                    + String.join("\n  ", LogFileTail.of(launch.logFile(), 6)));
        }
    }

    private void watch(Launch launch) {
        supervisor.check();
        long now = System.nanoTime();
        if (now - shownAt >= screen.nanosBetweenFrames()) {
            shownAt = now;
            screen.redraw(lastLine(launch));
        }
    }

    private static String lastLine(Launch launch) {
        List<String> lines = LogFileTail.of(launch.logFile(), 1);
        return lines.isEmpty() ? launch.role() : lines.get(0);
    }
}
