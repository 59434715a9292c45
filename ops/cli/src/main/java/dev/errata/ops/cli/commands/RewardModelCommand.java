package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata reward-model}: generative reward models. */
@Command(
        name = "reward-model",
        description = "Generative reward models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RewardModelDataCommand.class, TrainRewardModelCommand.class, AuditRewardModelCommand.class})
public final class RewardModelCommand {}
