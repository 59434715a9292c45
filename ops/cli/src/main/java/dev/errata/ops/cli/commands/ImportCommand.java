package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.importing.ImportReport;
import dev.errata.ops.cli.importing.KnownQuestions;
import dev.errata.ops.cli.importing.QuestionImport;
import dev.errata.ops.cli.importing.QuestionInputs;
import dev.errata.ops.cli.importing.QuestionPublisher;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata questions import}: publishes files of questions to a topic that running actors find by themselves. */
@Command(
        name = "import",
        description = {
            "Publish files of questions to the topic questions.<source>, which running actors find within seconds.",
            "A question that is there already is not published again, so an import that was interrupted is simply run "
                    + "again. A record that is no question, or whose gold answer no answer can match, is refused with "
                    + "its line; the others are published."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every question was published or is there already",
            "1:nothing could be done: no file, no broker, or no question in the files",
            "2:the command line is wrong",
            "3:some records were refused; with --strict nothing was published"
        })
public final class ImportCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private TopicOptions target = new TopicOptions();

    @Option(names = "--dry-run", description = "Read and check only: connect to nothing, publish nothing.")
    private boolean dryRun;

    @Option(names = "--strict", description = "Check all files first, and publish nothing if a record is refused.")
    private boolean strict;

    @Option(
            names = "--rejects",
            paramLabel = "OUT",
            description =
                    "Write the refused records to this file, as JSON lines of file, line, reason and record. Once "
                            + "mended, it can be imported.")
    private @Nullable Path rejects;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N questions only.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new CommandFailed("--limit is " + limit + ": give at least 1.");
        }
        String topic = new Topics("").questions(target.source()).name();
        try (QuestionInputs inputs = files.inputs();
                ImportReport report = new ImportReport(rejects, refused -> {})) {
            boolean published = !dryRun && publish(inputs, report);
            if (dryRun) {
                read(inputs, new KnownQuestions(), report, question -> {});
            }
            return finish(report, topic, published);
        }
    }

    /** Publishes the questions, unless records are refused that must not be; whether it has. */
    private boolean publish(QuestionInputs inputs, ImportReport report) throws IOException {
        EventLog log = target.log();
        KnownQuestions known = target.known(log);
        if (strict) {
            inputs.keepStandardInput();
            read(inputs, known, report, question -> {});
            if (report.refused() > 0) {
                return false;
            }
            known.forgetTaken();
        }
        try (var publisher = new QuestionPublisher(log, log.topics().questions(target.source()))) {
            read(inputs, known, report, publisher);
            publisher.finish();
            return true;
        }
    }

    private void read(QuestionInputs inputs, KnownQuestions known, ImportReport report, QuestionImport.Target to)
            throws IOException {
        long bytes = inputs.bytes();
        try (ProgressBar bar = new ProgressBar("reading")) {
            var choices = new QuestionImport.Choices(target.replace(), limit, read -> bar.show(read, bytes, "bytes"));
            QuestionImport sink = new QuestionImport(known, report, to, choices);
            inputs.read(files.format(target.source()), sink, report);
            report.taken(sink.published(), sink.same(), sink.replaced());
        }
    }

    private int finish(ImportReport report, String topic, boolean published) {
        if (json) {
            System.out.println(report.json(target.source(), published));
        } else {
            report.formats().forEach((file, format) -> System.err.println("  " + file + ": format " + format));
            report.listed().stream()
                    .limit(SHOWN)
                    .forEach(one -> System.err.println("  " + one.place() + ": " + one.reason()));
            if (report.refused() > SHOWN) {
                System.err.printf(Locale.ROOT, "  and %,d more; --rejects writes them all%n", report.refused() - SHOWN);
            }
            System.out.println((published ? "published " : "would publish ") + report.sentence(topic));
        }
        report.nothingRead().ifPresent(System.err::println);
        return report.exitCode();
    }
}
