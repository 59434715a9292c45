package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata questions}: makes and imports questions. */
@Command(
        name = "questions",
        description = "Make and import questions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportCommand.class, MakeQuestionsCommand.class})
public final class QuestionsCommand {}
