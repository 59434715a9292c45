package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata topics create}: creates the missing topics, for clusters where services may not. */
@Command(
        name = "create",
        description = "Create the missing topics of a run, for clusters where services may not create topics.")
public final class CreateTopicsCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--replication", description = "Copies of each partition. Default: ${DEFAULT-VALUE}.")
    private short replication = 1;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "A question source to create a topic for. Repeatable.")
    private List<String> sources = new ArrayList<>();

    @Override
    public Integer call() {
        EventLog log = connection.connection().log();
        List<Topic<?>> topics = new ArrayList<>(log.topics().all());
        sources.forEach(source -> topics.add(log.topics().questions(source)));
        BrokerReachability.require(log, TIMEOUT);
        TopicCreation.ensure(log, replication, topics);
        topics.forEach(topic -> System.out.println(topic.name()));
        return 0;
    }
}
