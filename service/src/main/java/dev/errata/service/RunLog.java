package dev.errata.service;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import java.util.Collection;
import java.util.function.Function;

/** Opens the log of a run. */
public final class RunLog {

    private RunLog() {}

    /**
     * The log of a run, after all topics of the run that are missing were created.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker answers within 30 s, or it refuses a topic
     */
    public static EventLog open(RunConfig run) {
        return open(run, Topics::all);
    }

    /** The same, but creates only the given topics. */
    public static EventLog open(RunConfig run, Function<Topics, ? extends Collection<? extends Topic<?>>> needed) {
        EventLog log = run.log();
        TopicCreation.ensure(log, run.replication(), needed.apply(log.topics()));
        return log;
    }
}
