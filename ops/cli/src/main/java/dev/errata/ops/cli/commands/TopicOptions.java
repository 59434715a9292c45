package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.console.ProgressBar;
import dev.errata.ops.cli.importing.KnownQuestions;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The topic that a command publishes questions to. */
final class TopicOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description = "Source of the questions; the topic is questions.NAME.")
    private String source = "";

    @Option(
            names = "--replace",
            description = "Publish a question though its id is there with another content. The earlier record stays on "
                    + "the topic.")
    private boolean replace;

    @Option(
            names = "--replication",
            description = "Copies of each partition of a new topic. Default: ${DEFAULT-VALUE}.")
    private short replication = 1;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    String source() {
        return source;
    }

    boolean replace() {
        return replace;
    }

    /** The event log, whose topic is created if it is missing. */
    EventLog log() {
        EventLog log = connection.connection().log();
        Topic<Question> topic = log.topics().questions(source);
        BrokerReachability.require(log, TIMEOUT);
        TopicCreation.ensure(log, replication, List.of(topic));
        return log;
    }

    /** The questions that are on the topic. */
    KnownQuestions known(EventLog log) {
        Topic<Question> topic = log.topics().questions(source);
        try (ProgressBar bar = new ProgressBar("reading " + topic.name())) {
            return KnownQuestions.on(log, topic, (read, total) -> bar.show(read, total, ""));
        }
    }
}
