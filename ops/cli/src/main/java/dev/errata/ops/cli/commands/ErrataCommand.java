package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CodeVersion;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.tasks.arithmetic.Form;
import dev.errata.tasks.arithmetic.Grade;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code errata} command. */
@Command(
        name = "errata",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "errata " + CodeVersion.NUMBER,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Online reinforcement learning for language models over a durable event log.",
        subcommands = {
            DemoCommand.class,
            QuestionsCommand.class,
            SourcesCommand.class,
            DeadLettersCommand.class,
            AuditCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            JudgeCommand.class,
            PolicyCommand.class,
            RewardModelCommand.class,
            ExperimentCommand.class,
            BenchCommand.class,
            BrokerCommand.class,
            TopicsCommand.class
        })
public final class ErrataCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean stacktrace;

    /** Runs a command line and exits with its code: 0 success, 1 failure, 2 invalid usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The configured command line: every error prints one sentence. */
    public static CommandLine commandLine() {
        ErrataCommand root = new ErrataCommand();
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(QuestionSet.class, new WordConverter<>(QuestionSet.class))
                .registerConverter(Grade.class, new WordConverter<>(Grade.class))
                .registerConverter(Form.class, new WordConverter<>(Form.class))
                .setParameterExceptionHandler(ErrataCommand::notUnderstood)
                .setExecutionExceptionHandler(root::failed);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }

    private static int notUnderstood(ParameterException error, String[] arguments) {
        PrintWriter out = error.getCommandLine().getErr();
        out.println("errata: " + error.getMessage());
        out.println("See '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return 2;
    }

    private int failed(Exception error, CommandLine command, ParseResult parsed) {
        PrintWriter out = command.getErr();
        out.println("errata: " + sentence(error));
        if (stacktrace) {
            error.printStackTrace(out);
        } else if (!(error instanceof CommandFailed)) {
            out.println("Add --stacktrace to see where this comes from.");
        }
        return 1;
    }

    private static String sentence(Throwable error) {
        if (error instanceof CommandFailed || error instanceof IllegalArgumentException) {
            return String.valueOf(error.getMessage());
        }
        String first = String.valueOf(error.getMessage()).lines().limit(3).collect(Collectors.joining(" "));
        String[] name = error.getClass().getName().split("\\.");
        return Arrays.asList(name).get(name.length - 1) + ": " + first;
    }
}
