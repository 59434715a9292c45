package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata bench}: measures the engine on this machine. */
@Command(
        name = "bench",
        description = "Measure the policy's engine on this machine. ops/bench/compare runs it against PyTorch and "
                + "transformers, ops/bench/README.md says what is measured.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchSampleCommand.class,
            BenchTrainStepCommand.class,
            BenchLogProbsCommand.class,
            BenchTrialCommand.class,
            BenchSoakCommand.class
        })
public final class BenchCommand {}
