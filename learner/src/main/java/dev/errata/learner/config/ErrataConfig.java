package dev.errata.learner.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What every service of a run shares. */
@ConfigMapping(prefix = "errata")
public interface ErrataConfig {

    /** Name of the run: prefixes its topics and groups. Without one the run has the cluster to itself. */
    Optional<String> run();

    /** Kafka client and schema registry settings under their standard keys, such as {@code bootstrap.servers}. */
    Map<String, String> client();

    /** Replication factor of topics that have to be created. */
    @WithDefault("1")
    short replication();

    /** Where tensors live: {@code auto}, {@code cpu} or {@code gpu:N}. */
    @WithDefault("auto")
    String device();

    /** Threads that compute on a CPU. */
    @WithDefault("1")
    int threads();

    /** The client settings, with local addresses where none are set. */
    default Map<String, String> clientSettings() {
        Map<String, String> settings = new HashMap<>(client());
        settings.putIfAbsent("bootstrap.servers", "localhost:9092");
        settings.putIfAbsent("schema.registry.url", "http://localhost:8081");
        return settings;
    }
}
