package dev.errata.ops.cli.commands;

import static java.util.Objects.requireNonNull;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.letters.Resending;
import dev.errata.schemas.topics.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code errata dead-letters resend}: sends mended records again. */
@Command(
        name = "resend",
        description = {
            "Send mended records to the topics from which they were set aside. FILE has lines {\"place\": ..., "
                    + "\"record\": ...} as 'errata dead-letters export' writes them.",
            "Each is checked as an imported question is; one that would be refused again is not sent, and its line is "
                    + "named with the reason. Each place is sent once: run it again with the lines that were refused.",
            "Exit code 0: every record was sent, now or before; 1: some were refused."
        })
public final class ResendLettersCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The mended records, as JSON lines.")
    private Path file = Path.of("");

    @Option(
            names = "--unchanged",
            description = "Also send records that nobody changed: after a setting was changed instead.")
    private boolean unchanged;

    @Option(names = "--dry-run", description = "Check everything and send nothing.")
    private boolean dryRun;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed("There is no file " + file + ": give one that 'errata dead-letters export' wrote.");
        }
        EventLog log = connection.connection().log();
        BrokerReachability.require(log, DeadLettersCommand.TIMEOUT);
        Resending resending = new Resending(log, unchanged, dryRun);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    resending.add(number, line);
                }
            }
        }
        Resending.Outcome outcome = resending.run();
        CommandLine console = requireNonNull(spec).commandLine();
        outcome.refused().forEach(sentence -> console.getErr().println("  " + sentence));
        console.getOut()
                .println((dryRun ? "would send " : "sent ") + outcome.sent() + ", sent before " + outcome.skipped()
                        + ", refused " + outcome.refused().size());
        return outcome.refused().isEmpty() ? 0 : 1;
    }
}
