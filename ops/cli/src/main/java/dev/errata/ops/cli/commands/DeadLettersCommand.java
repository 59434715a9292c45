package dev.errata.ops.cli.commands;

import static java.util.Objects.requireNonNull;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.connection.RunConnection;
import dev.errata.ops.cli.demo.StoredLog;
import dev.errata.ops.cli.letters.Letter;
import dev.errata.ops.cli.letters.LetterCounts;
import dev.errata.ops.cli.letters.LetterFilter;
import dev.errata.ops.cli.letters.LetterLog;
import dev.errata.ops.cli.letters.LetterText;
import dev.errata.ops.cli.process.Interruption;
import dev.errata.schemas.topics.EventLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code errata dead-letters}: shows the records that no stage could use, with the reason and what to do. */
@Command(
        name = "dead-letters",
        description = {
            "Show the records that no stage of a run could use: when, which record, why, what to do, and how the record "
                    + "begins; and count them by topic and reason.",
            "1. 'errata dead-letters export --out letters.jsonl' writes them to a file.",
            "2. Mend each line's \"record\" there; delete the lines that shall stay dead.",
            "3. 'errata dead-letters resend letters.jsonl' checks them and sends each once."
        },
        subcommands = {ExportLettersCommand.class, ResendLettersCommand.class})
public final class DeadLettersCommand implements Callable<Integer> {

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Show only the newest N of those that are there.")
    private @Nullable Integer limit;

    @Option(names = "--follow", description = "Go on and show new ones as they come, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--counts", description = "Print only the counts.")
    private boolean countsOnly;

    @Option(
            names = "--json",
            description = "Print one JSON object per dead letter; with --counts, one object of the counts.")
    private boolean json;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (limit != null && limit < 1) {
            throw new CommandFailed("--limit is " + limit + ": give 1 or more.");
        }
        if (follow && countsOnly) {
            throw new CommandFailed("--counts does not go with --follow: leave one of them out.");
        }
        RunConnection connection = options.connection();
        if (follow) {
            BrokerReachability.require(connection.log(), TIMEOUT);
            follow(connection.log());
            return 0;
        }
        try (var stored = StoredLog.unlessRunning(options, TIMEOUT)) {
            show(connection.log());
        }
        return 0;
    }

    private void show(EventLog log) {
        LetterLog reader = new LetterLog(log);
        LetterCounts counts = new LetterCounts();
        Newest newest = new Newest(countsOnly ? letter -> {} : printing(log), limit);
        reader.read(matching(counts.andThen(newest)));
        newest.print();
        summary(counts, reader);
    }

    private void follow(EventLog log) {
        LetterLog reader = new LetterLog(log);
        LetterCounts counts = new LetterCounts();
        Newest newest = new Newest(printing(log), limit);
        try (Interruption interruption = Interruption.awaited()) {
            reader.follow(matching(counts.andThen(newest)), newest::print, interruption::hasCome);
            summary(counts, reader);
        }
    }

    private Consumer<Letter> matching(Consumer<Letter> taker) {
        LetterFilter filter = letters.filter();
        return letter -> {
            if (filter.test(letter)) {
                taker.accept(letter);
            }
        };
    }

    private Consumer<Letter> printing(EventLog log) {
        LetterText text = new LetterText(log);
        return json
                ? letter -> out().println(text.json(letter))
                : letter -> text.lines(letter).forEach(out()::println);
    }

    private void summary(LetterCounts counts, LetterLog reader) {
        if (!json) {
            counts.lines().forEach(out()::println);
        } else if (countsOnly) {
            out().println(counts.json());
        }
        if (reader.unreadable() > 0) {
            err().println(reader.unreadable() + " records of the topic are no dead letters and were skipped.");
        }
    }

    private PrintWriter out() {
        return requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return requireNonNull(spec).commandLine().getErr();
    }

    /** Prints letters at once; or, where there is a limit, keeps the newest until everything old was read. */
    private static final class Newest implements Consumer<Letter> {

        private final Consumer<Letter> printing;
        private final @Nullable Integer limit;
        private final Deque<Letter> kept = new ArrayDeque<>();
        private boolean printed;

        Newest(Consumer<Letter> printing, @Nullable Integer limit) {
            this.printing = printing;
            this.limit = limit;
        }

        @Override
        public void accept(Letter letter) {
            if (printed || limit == null) {
                printing.accept(letter);
                return;
            }
            kept.addLast(letter);
            if (kept.size() > limit) {
                kept.removeFirst();
            }
        }

        void print() {
            printed = true;
            kept.forEach(printing);
            kept.clear();
        }
    }
}
