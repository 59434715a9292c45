package dev.errata.ops.cli.commands;

import dev.errata.ops.bench.BenchNetwork;
import dev.errata.ops.bench.CheckpointTrial;
import dev.errata.ops.bench.CheckpointTrial.Stage;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata bench trial}: checks whether a checkpoint fits this machine. */
@Command(
        name = "trial",
        description = "Check whether a checkpoint fits this machine: load it, sample from it and take one optimizer "
                + "step in one process, and print the time and the peak memory of each. Nothing is written.")
public final class BenchTrialCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "The checkpoint.")
    private String folder = "";

    @Option(names = "--threads", description = "Threads that compute on a CPU. Default: ${DEFAULT-VALUE}.")
    private int threads = 2;

    @Option(names = "--sequences", paramLabel = "N", description = "Sequences in the step. Default: ${DEFAULT-VALUE}.")
    private int sequences = 4;

    @Option(names = "--tokens", paramLabel = "N", description = "Tokens of a sequence. Default: ${DEFAULT-VALUE}.")
    private int tokens = 256;

    @Option(names = "--new-tokens", paramLabel = "N", description = "Tokens to sample. Default: ${DEFAULT-VALUE}.")
    private int newTokens = 16;

    @Option(names = "--device", description = "auto, cpu or gpu:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    public Integer call() {
        BenchOptions.requirePositive("--sequences", sequences);
        BenchOptions.requirePositive("--tokens", tokens - 3);
        BenchOptions.requirePositive("--new-tokens", newTokens);
        BenchOptions.requirePositive("--threads", threads);
        if (tokens < 4) {
            throw new CommandFailed(
                    "--tokens is " + tokens + ": give at least 4, since a quarter of them is the prompt.");
        }
        ComputeThreads.configure(threads);
        try {
            new CheckpointTrial(BenchNetwork.named(folder), sequences, tokens, newTokens, device)
                    .run(BenchTrialCommand::print);
        } catch (UnusableCheckpointException unusable) {
            throw new CommandFailed(String.valueOf(unusable.getMessage()), unusable);
        }
        return 0;
    }

    private static void print(Stage stage) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %8.1f s   peak memory %,7.0f MB%n",
                stage.name(),
                stage.seconds(),
                stage.peakMegabytes());
    }
}
