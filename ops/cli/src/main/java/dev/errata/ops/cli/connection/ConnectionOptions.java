package dev.errata.ops.cli.connection;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name an event log; without them, that of the demo. */
public final class ConnectionOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers. Default: those of the demo in --state.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "Confluent-compatible schema registry. Default: that of the demo.")
    private @Nullable String schemaRegistry;

    @Option(names = "--run", paramLabel = "NAME", description = "Name of the run, where a cluster has several.")
    private @Nullable String run;

    @Option(
            names = "--client",
            paramLabel = "KEY=VALUE",
            description =
                    "Any other Kafka client or registry setting, for example security.protocol=SASL_SSL. Repeatable.")
    private Map<String, String> client = new LinkedHashMap<>();

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "State folder of the demo. Default: .errata/demo in the repository.")
    private @Nullable Path state;

    /** The demo's state folder. */
    public Path state() {
        return state == null ? Installation.here().demoState() : state.toAbsolutePath();
    }

    /** Whether no cluster was named, so that the connection is that of the demo. */
    public boolean isDemo() {
        return bootstrapServers == null;
    }

    /**
     * The connection that the options name.
     *
     * @throws CommandFailed if they name none and no demo has run
     */
    public RunConnection connection() {
        RunConnection known = isDemo()
                ? RunConnection.load(state())
                        .orElseThrow(() -> new CommandFailed("No demo has run in " + state()
                                + ": start 'ops/errata demo', or name a cluster with --bootstrap-servers and"
                                + " --schema-registry."))
                : new RunConnection("", Map.of("schema.registry.url", "http://localhost:8081"), OptionalLong.empty());
        Map<String, String> settings = new HashMap<>(known.client());
        if (bootstrapServers != null) {
            settings.put("bootstrap.servers", bootstrapServers);
        }
        if (schemaRegistry != null) {
            settings.put("schema.registry.url", schemaRegistry);
        }
        settings.putAll(client);
        return new RunConnection(run == null ? known.run() : run, settings, known.stalenessLimit());
    }
}
