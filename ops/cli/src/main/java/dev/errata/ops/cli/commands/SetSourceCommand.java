package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.sources.SourceControl;
import dev.errata.schemas.topics.EventLog;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code errata sources set}: changes how the questions of one source are asked. */
@Command(
        name = "set",
        description = {
            "Change how the questions of one source are asked. What is not given stays as it is.",
            "A source that does not exist yet keeps its settings until it does."
        })
public final class SetSourceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The source; its topic is questions.NAME.")
    private String name = "";

    @Mixin
    private SourceOptions options = new SourceOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() {
        EventLog log = connection.connection().log();
        SourceControl control = SourcesCommand.control(log, List.of(name));
        SourcesCommand.write(control, name, options::applied);
        SourcesCommand.nameMissing(log, List.of(name));
        return 0;
    }
}
