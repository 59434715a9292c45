package dev.errata.ops.monitor;

import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import io.smallrye.config.ConfigMapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all services of a run are told alike: which run it is and where its log is. */
@ConfigMapping(prefix = "errata")
public interface ErrataConfig {

    /** Name of the run, prefix of its topics and groups; none for a cluster of its own. */
    Optional<String> run();

    /** Kafka client and schema registry settings under their standard keys. */
    Map<String, String> client();

    /** The log of this run; a broker and a registry on this machine where nothing else is said. */
    default EventLog log() {
        Map<String, String> settings = new HashMap<>(client());
        settings.putIfAbsent("bootstrap.servers", "localhost:9092");
        settings.putIfAbsent("schema.registry.url", "http://localhost:8081");
        // The loop tries again by itself, and says on the page what it waits for meanwhile.
        settings.putIfAbsent("max.retries", "1");
        return new EventLog(new Topics(run().orElse("")), settings);
    }
}
