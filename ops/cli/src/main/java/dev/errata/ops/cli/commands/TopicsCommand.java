package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata topics}: the topics of a run. */
@Command(
        name = "topics",
        description = "Create the topics of a run.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CreateTopicsCommand.class)
public final class TopicsCommand {}
