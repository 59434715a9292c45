package dev.errata.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that every service of a run shares: its log and its compute device. */
@ConfigMapping(prefix = "errata")
public interface RunConfig extends LogConfig {

    /** Device that models compute on: {@code auto}, {@code cpu} or {@code gpu:N}. */
    @WithDefault("auto")
    String device();

    /** Number of threads that compute on a CPU. */
    @WithDefault("1")
    int threads();

    /** Copies of each partition of the topics that this service creates; at most the number of brokers. */
    @WithDefault("1")
    short replication();
}
