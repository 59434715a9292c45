package dev.errata.ops.cli.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.sources.SourceControl;
import dev.errata.ops.cli.sources.SourceListing;
import dev.errata.ops.cli.sources.SourceReport;
import dev.errata.schemas.topics.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata sources list}: the sources of a run, their settings, and what became of their questions. */
@Command(
        name = "list",
        description = {
            "List the sources of questions: their settings, how many questions were asked, and what is wrong.",
            "The share is that among the newest 10,000 rollouts. A pass is done once every partition has completed it."
        })
public final class ListSourcesCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        EventLog log = connection.connection().log();
        BrokerReachability.require(log, TIMEOUT);
        SourceListing listing = new SourceListing(log);
        var settings = new SourceControl(log, Clock.systemUTC()).settings();
        SourceReport table = new SourceReport(listing.read(settings), listing.misnamed());
        if (json) {
            System.out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(table.json()));
        } else {
            table.lines().forEach(System.out::println);
        }
        return 0;
    }
}
