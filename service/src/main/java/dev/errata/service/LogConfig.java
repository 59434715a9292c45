package dev.errata.service;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run that a service belongs to, and the cluster that holds its log: the {@code errata.*} settings of every
 * service. A service that computes maps {@link RunConfig}; one that only reads the log maps an interface of its own
 * that extends this.
 */
public interface LogConfig {

    /** Name of the run: prefixes every topic and consumer group. Not set, the run has the cluster to itself. */
    Optional<String> run();

    /**
     * Kafka client and schema registry settings under their standard keys, each in quotes, such as
     * {@code errata.client."bootstrap.servers"}. Without addresses, a broker at localhost:9092 and a registry at
     * http://localhost:8081 are used. {@code max.request.size} (bytes) is the largest record: a larger one is rejected
     * as too long, and topics are created to take as much; existing topics keep their {@code max.message.bytes}.
     */
    Map<String, String> client();

    /** The log of this run, with local addresses where none are set. */
    default EventLog log() {
        Map<String, String> settings = new HashMap<>(client());
        settings.putIfAbsent("bootstrap.servers", "localhost:9092");
        settings.putIfAbsent("schema.registry.url", "http://localhost:8081");
        return new EventLog(new Topics(run().orElse("")), settings);
    }
}
