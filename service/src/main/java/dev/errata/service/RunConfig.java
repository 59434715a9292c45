package dev.errata.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that every service of a run shares: its log, its compute device and the verifiers of its own. */
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

    /** Folder with the jars of plug-ins: verifiers in Java that judge tasks of your own. Not set, there are none. */
    Optional<Path> plugins();

    /** HTTP verifiers that judge tasks of your own, by name. */
    Map<String, VerifierEndpoint> verifiers();

    /** The tasks that HTTP verifiers judge. */
    default Set<String> externalTasks() {
        return verifiers().values().stream()
                .flatMap(verifier -> verifier.tasks().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One HTTP verifier: its address, its tasks, and how it is asked. */
    interface VerifierEndpoint {

        /** Address that answers are sent to. */
        URI url();

        /** The tasks that it judges, as questions name them. */
        List<String> tasks();

        /** Most answers in one request. */
        @WithDefault("32")
        int batchSize();

        /** How long a request that is not full waits for more answers. */
        @WithDefault("PT0.05S")
        Duration linger();

        /** Longest wait for the whole reply to a request. */
        @WithDefault("PT30S")
        Duration deadline();

        /** How often an answer is asked about whose verdict is missing or cannot be used, before it is rejected. */
        @WithDefault("3")
        int attempts();

        /** Wait before a request is repeated; doubles with each further repetition. */
        @WithDefault("PT0.5S")
        Duration firstWait();

        /** Longest wait before a request is repeated. */
        @WithDefault("PT30S")
        Duration longestWait();

        /** Requests at the same time. */
        @WithDefault("4")
        int concurrency();

        /** Number of verdicts that are kept, so that equal answers to equal questions are not asked about again. */
        @WithDefault("4096")
        int cacheSize();

        /** Largest reply that is read, bytes. */
        @WithDefault("4194304")
        int maxReplyBytes();

        /** File of further request headers, one {@code Name: value} a line. */
        Optional<Path> headersFile();

        /** Environment variable whose value is sent as {@code Authorization: Bearer}. */
        Optional<String> tokenVariable();
    }
}
