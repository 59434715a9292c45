package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.sources.SourceChange;
import dev.errata.ops.cli.sources.SourceControl;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.TopicCreation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code errata sources}: how the questions of each source are asked, while actors run. */
@Command(
        name = "sources",
        description = {
            "List the sources of questions and change how they are asked. Running actors follow a change within "
                    + "seconds.",
            "Settings are records of the topic sources, the newest of a source holds: of two writers the last wins."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListSourcesCommand.class, SetSourceCommand.class})
public final class SourcesCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Command(name = "pause", description = "Let the questions of sources wait.")
    int pause(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME", arity = "1..*", description = "The sources.") List<String> names) {
        return change(connection, names, settings -> paused(settings, true));
    }

    @Command(name = "resume", description = "Ask the questions of paused sources again, from where they were.")
    int resume(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME", arity = "1..*", description = "The sources.") List<String> names) {
        return change(connection, names, settings -> paused(settings, false));
    }

    @Command(name = "reset", description = "Give sources the default settings again. What was asked stays asked.")
    int reset(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME", arity = "1..*", description = "The sources.") List<String> names) {
        return change(connection, names, settings -> Sources.defaults(settings.getSource()));
    }

    private static SourceSettings paused(SourceSettings settings, boolean paused) {
        return SourceSettings.newBuilder(settings).setPaused(paused).build();
    }

    private static int change(ConnectionOptions connection, List<String> names, UnaryOperator<SourceSettings> change) {
        EventLog log = connection.connection().log();
        SourceControl control = control(log, names);
        names.forEach(name -> write(control, name, change));
        nameMissing(log, names);
        return 0;
    }

    /** Says of each source that has no topic yet that it has none: its name may be misspelt. */
    static void nameMissing(EventLog log, List<String> names) {
        try (LogReader reader = new LogReader(log)) {
            Set<String> there = Set.copyOf(reader.topics());
            names.stream()
                    .map(name -> log.topics().questions(name).name())
                    .filter(topic -> !there.contains(topic))
                    .forEach(topic -> System.err.println(
                            "There is no topic " + topic + " yet: the settings hold as soon as there is."));
        }
    }

    /**
     * The settings of a run's sources; creates their topic if it is missing.
     *
     * @throws IllegalArgumentException if a name is none that a source can have
     */
    static SourceControl control(EventLog log, List<String> names) {
        names.forEach(log.topics()::questions);
        BrokerReachability.require(log, TIMEOUT);
        TopicCreation.ensure(log, (short) 1, List.of(log.topics().sources()));
        return new SourceControl(log, Clock.systemUTC());
    }

    /** Changes the settings of one source and prints what differs. */
    static void write(SourceControl control, String name, UnaryOperator<SourceSettings> change) {
        SourceSettings before = control.settings(name);
        SourceChange changed = new SourceChange(before, change.apply(before));
        if (changed.isNone()) {
            System.out.println(name + ": nothing to change");
            return;
        }
        control.write(changed.after());
        changed.lines().forEach(line -> System.out.println(name + ": " + line));
    }
}
