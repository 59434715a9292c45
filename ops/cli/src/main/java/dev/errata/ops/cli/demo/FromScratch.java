package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.ErrataCommand;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.process.JavaLaunch;
import dev.errata.ops.cli.process.Launch;
import dev.errata.ops.cli.process.LogTail;
import dev.errata.ops.cli.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the start policy and the reward model anew, with the commands and the seeds that made the shipped ones. */
final class FromScratch {

    private static final Duration EACH = Duration.ofMinutes(60);

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

    /** Makes both into the state folder; they count as made only when both are whole. */
    void make() throws InterruptedException {
        Path unfinished = state.part("models.unfinished");
        ModelPair pair = ModelPair.in(unfinished);
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
        try {
            Files.move(unfinished, state.part("models"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cause) {
            throw new CommandFailed("The new models cannot be kept: " + cause.getMessage() + ".", cause);
        }
    }

    private void run(String role, List<String> arguments) throws InterruptedException {
        Launch launch = new JavaLaunch(role, ErrataCommand.class.getName())
                .classPath(installation.ownClassPath())
                .options("-Xmx1g", "-XX:+UseSerialGC")
                .property("errata.home", installation.home())
                .property("errata.progress.seconds", 1)
                .arguments(new ArrayList<Object>(arguments).toArray())
                .to(state.log(role), state.pid(role));
        Process process = supervisor.startOnce(launch);
        Deadline.require(EACH, "The " + role + " was not made", () -> !process.isAlive(), () -> watch(launch));
        screen.say(lastLine(launch));
        if (process.exitValue() != 0) {
            throw new CommandFailed("The " + role + " could not be made; " + launch.logFile() + " ends with:\n  "
                    + String.join("\n  ", LogTail.of(launch.logFile(), 6)));
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
        List<String> lines = LogTail.of(launch.logFile(), 1);
        return lines.isEmpty() ? launch.role() : lines.get(0);
    }
}
