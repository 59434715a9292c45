package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata policy}: policies before the loop. */
@Command(
        name = "policy",
        description = "Policies before the loop.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SftCommand.class)
public final class PolicyCommand {}
