package dev.errata.ops.cli.commands;

import picocli.CommandLine.Command;

/** {@code errata questions}: makes, checks and imports questions. */
@Command(
        name = "questions",
        description = "Make, check and import questions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ImportCommand.class,
            AddQuestionCommand.class,
            CheckQuestionsCommand.class,
            MakeQuestionsCommand.class
        })
public final class QuestionsCommand {}
