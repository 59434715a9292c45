package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata questions}: what the policy is asked. */
@Command(
        name = "questions",
        description = "Question sources.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportCommand.class, MakeQuestionsCommand.class})
public final class QuestionsCommand {}
