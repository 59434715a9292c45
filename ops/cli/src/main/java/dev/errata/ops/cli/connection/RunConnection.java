package dev.errata.ops.cli.connection;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The connection of a command to the event log of a run. The demo saves it in its state folder, where other commands
 * find it.
 *
 * @param run name of the run; empty where the cluster has one run only
 * @param client Kafka client and schema registry settings under their standard keys
 * @param stalenessLimit largest allowed staleness of a trained token, in versions; empty where unknown
 */
public record RunConnection(String run, Map<String, String> client, OptionalLong stalenessLimit) {

    private static final String FILE = "connection.properties";
    private static final String CLIENT = "client.";
    private static final String STALENESS = "staleness.limit";

    public RunConnection {
        client = Map.copyOf(client);
    }

    /** The event log itself. */
    public EventLog log() {
        return new EventLog(new Topics(run), client);
    }

    /** Writes the connection into a state folder. */
    public void save(Path state) {
        Properties properties = new Properties();
        properties.setProperty("run", run);
        stalenessLimit.ifPresent(limit -> properties.setProperty(STALENESS, Long.toString(limit)));
        client.forEach((key, value) -> properties.setProperty(CLIENT + key, value));
        try (Writer writer = Files.newBufferedWriter(state.resolve(FILE))) {
            properties.store(writer, "Where the demo's event log is; written by errata demo.");
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write " + state.resolve(FILE) + ": " + cause.getMessage() + ".", cause);
        }
    }

    /** Reads what {@link #save} wrote; empty where no demo has run. */
    public static Optional<RunConnection> load(Path state) {
        Path file = state.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot read " + file + ": " + cause.getMessage() + ".", cause);
        }
        Map<String, String> client = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(CLIENT)) {
                client.put(key.substring(CLIENT.length()), properties.getProperty(key));
            }
        }
        String limit = properties.getProperty(STALENESS, "");
        return Optional.of(new RunConnection(
                properties.getProperty("run", ""),
                client,
                limit.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(limit))));
    }
}
