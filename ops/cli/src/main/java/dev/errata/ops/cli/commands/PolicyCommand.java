package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata policy}: makes start policies. */
@Command(
        name = "policy",
        description = "Make policies to start a run from.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SftCommand.class)
public final class PolicyCommand {}
