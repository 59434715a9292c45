package dev.errata.ops.cli.commands;

import static java.util.Objects.requireNonNull;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.connection.RunConnection;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.demo.StoredLog;
import dev.errata.ops.cli.letters.LetterCounts;
import dev.errata.ops.cli.letters.LetterExport;
import dev.errata.ops.cli.letters.LetterFilter;
import dev.errata.ops.cli.letters.LetterLog;
import dev.errata.schemas.topics.EventLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code errata dead-letters export}: writes dead letters to a file, where their records can be mended. */
@Command(
        name = "export",
        description = {
            "Write dead letters to a file, one JSON object a line: \"place\", \"reason\", \"detail\", and \"record\" as "
                    + "its topic still has it. Avro questions are written as JSON.",
            "Of a record that its topic has lost, the first 4,096 bytes are there; \"truncated\" marks a longer one. "
                    + "\"record_base64\" is a record that is neither text nor Avro that can be read."
        })
public final class ExportLettersCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file, as JSON lines.")
    private Path out = Path.of("");

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(out)) {
            throw new CommandFailed(out + " exists and may have been mended: give another file with --out.");
        }
        RunConnection connection = options.connection();
        try (var stored = StoredLog.unlessRunning(options, DeadLettersCommand.TIMEOUT)) {
            export(connection.log());
        }
        return 0;
    }

    private void export(EventLog log) throws IOException {
        LetterFilter filter = letters.filter();
        LetterCounts counts = new LetterCounts();
        LetterLog reader = new LetterLog(log);
        long truncated;
        try (LetterExport file = new LetterExport(log, out);
                ProgressBar bar = new ProgressBar("exporting")) {
            long[] written = {0};
            reader.read(letter -> {
                if (filter.test(letter)) {
                    counts.accept(letter);
                    file.accept(letter);
                    bar.show(++written[0], 0, "");
                }
            });
            truncated = file.truncated();
        }
        PrintWriter console = requireNonNull(spec).commandLine().getOut();
        counts.lines().forEach(console::println);
        if (truncated > 0) {
            console.println(truncated + " of them are truncated: their topics no longer have the whole record.");
        }
        console.println("wrote " + out);
    }
}
