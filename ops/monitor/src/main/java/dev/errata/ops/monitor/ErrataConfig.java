package dev.errata.ops.monitor;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import io.smallrye.config.ConfigMapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings that all services of a run share: its name and its event log. */
@ConfigMapping(prefix = "errata")
public interface ErrataConfig {

    /** Name of the run, prefix of its topics and groups; empty where the cluster has one run only. */
    Optional<String> run();

    /** Kafka client and schema registry settings under their standard keys. */
    Map<String, String> client();

    /** The log of this run; by default a broker and a registry on this machine. */
    default EventLog log() {
        Map<String, String> settings = new HashMap<>(client());
        settings.putIfAbsent("bootstrap.servers", "localhost:9092");
        settings.putIfAbsent("schema.registry.url", "http://localhost:8081");
        // The loop retries by itself and shows on the page what it waits for.
        settings.putIfAbsent("max.retries", "1");
        return new EventLog(new Topics(run().orElse("")), settings);
    }
}
