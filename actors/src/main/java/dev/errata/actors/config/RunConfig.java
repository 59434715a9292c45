package dev.errata.actors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** The run that this service belongs to, and the cluster it lives on; the same keys for every service. */
@ConfigMapping(prefix = "errata")
public interface RunConfig {

    /** Name of the run: prefixes every topic and group. None on a cluster of its own. */
    Optional<String> run();

    /** Kafka client and schema registry settings under their standard keys, each in quotes. */
    Map<String, String> client();

    /** Where the policy computes: auto, cpu or gpu:N. */
    @WithDefault("auto")
    String device();

    /** Threads that compute on a CPU. */
    @WithDefault("1")
    int threads();

    /** Copies of each partition of the topics that have to be created. */
    @WithDefault("1")
    short replication();
}
