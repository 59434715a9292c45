package dev.errata.rewards.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** What every service of a run shares. */
@ConfigMapping(prefix = "errata")
public interface RunConfig {

    /** Name of the run; prefixes every topic and group. None for a cluster of its own. */
    Optional<String> run();

    /**
     * Kafka client and schema registry settings under their standard keys. {@code max.request.size} says how large a record
     * may be: what exceeds it is rejected as too long. Topics are created so that they take as much; those that exist keep
     * their {@code max.message.bytes}.
     */
    Map<String, String> client();

    /** Where tensors live: auto, cpu or gpu:N. */
    @WithDefault("auto")
    String device();

    /** Threads that compute on a CPU. */
    @WithDefault("1")
    int threads();

    /** Copies of each partition of the topics that this service creates. */
    @WithDefault("1")
    short replication();
}
