package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.importing.QuestionFormat;
import dev.errata.ops.cli.importing.QuestionImport;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata questions import}: publishes a file of questions to a topic that running actors find by themselves. */
@Command(
        name = "import",
        description = {
            "Publish a file of questions to the topic questions.<source>.",
            "Running actors find a new topic within seconds. Malformed lines are reported and skipped."
        })
public final class ImportCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Option(names = "--format", required = true, description = "Format of the file: ${COMPLETION-CANDIDATES}.")
    private QuestionFormat format = QuestionFormat.jsonl;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description = "Source of the questions; the topic is questions.NAME.")
    private String source = "";

    @Option(names = "--dry-run", description = "Read and count only; publish nothing.")
    private boolean dryRun;

    @Option(
            names = "--replication",
            description = "Copies of each partition of a new topic. Default: ${DEFAULT-VALUE}.")
    private short replication = 1;

    @Parameters(paramLabel = "FILE", description = "The question file.")
    private Path file = Path.of("");

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed("There is no file " + file + ": give the path of a question file.");
        }
        long total = format == QuestionFormat.svamp ? 0 : countLines();
        try (var bar = new ProgressBar("reading " + file.getFileName());
                QuestionImport target = open(total, bar)) {
            format.read(file, source, target);
            long count = target.finish();
            bar.close();
            target.problems().forEach(problem -> System.err.println("  " + problem));
            if (target.malformed() > 0) {
                System.err.println(target.malformed() + " malformed entries were skipped.");
            }
            System.out.println(
                    (dryRun ? "would publish " : "published ") + count + " questions to questions." + source);
            return count == 0 ? 1 : 0;
        }
    }

    private QuestionImport open(long total, ProgressBar bar) {
        if (dryRun) {
            Topic<Question> topic = new Topics("").questions(source);
            return QuestionImport.dry(topic, place -> bar.show(place, total, ""));
        }
        EventLog log = connection.connection().log();
        Topic<Question> topic = log.topics().questions(source);
        BrokerReachability.require(log, TIMEOUT);
        TopicCreation.ensure(log, replication, List.of(topic));
        return QuestionImport.into(log, topic, place -> bar.show(place, total, ""));
    }

    private long countLines() throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long lines = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            return lines;
        }
    }
}
