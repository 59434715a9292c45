package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.demo.StoredLog;
import dev.errata.policy.Policy;
import dev.errata.rewardmodel.teachers.pairs.GivenAnswer;
import dev.errata.schemas.topics.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options to take answers from the log of a run instead of sampling them. */
final class LogOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Option(
            names = "--from-log",
            description = "Take the newest answers of a run from its topic rollouts, instead of sampling any; "
                    + "the questions are then those of the run. Works on a running loop and on the stored log of "
                    + "a finished demo.")
    private boolean fromLog;

    @Option(
            names = "--latest",
            paramLabel = "N",
            description = "With --from-log: take the newest N answers. Default: ${DEFAULT-VALUE}.")
    private int latest = 10_000;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    boolean given() {
        return fromLog;
    }

    /**
     * The answers.
     *
     * @param policy folder of a policy with the run's tokenizer
     */
    List<GivenAnswer> read(Path policy, String device) throws IOException, InterruptedException {
        if (latest < 1) {
            throw new CommandFailed("--latest is " + latest + ": give at least 1.");
        }
        EventLog log = connection.connection().log();
        try (var stored = StoredLog.unlessRunning(connection, TIMEOUT)) {
            return read(log, policy, device);
        }
    }

    private List<GivenAnswer> read(EventLog log, Path policy, String device) {
        try (Policy loaded = Policy.load(policy, device);
                ProgressBar bar = new ProgressBar("reading the log")) {
            LatestAnswers answers = new LatestAnswers(latest, loaded.tokenizer());
            answers.read(log, read -> bar.show(read, 0, "rollouts"));
            return answers.answers();
        }
    }
}
