package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata reward-model}: data for, training and audit of generative reward models. */
@Command(
        name = "reward-model",
        description = "Make data for, train and audit generative reward models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RewardModelDataCommand.class, TrainRewardModelCommand.class, AuditRewardModelCommand.class})
public final class RewardModelCommand {}
