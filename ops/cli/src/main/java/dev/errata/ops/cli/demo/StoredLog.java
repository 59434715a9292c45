package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.connection.BrokerReachability;
import dev.errata.ops.cli.connection.ConnectionOptions;
import dev.errata.ops.cli.process.Supervisor;
import dev.errata.schemas.topics.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event log of a finished demo. Its broker runs until this is closed. */
public final class StoredLog implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final StateFolder state;
    private final Supervisor supervisor;

    private StoredLog(StateFolder state, Supervisor supervisor) {
        this.state = state;
        this.supervisor = supervisor;
    }

    /**
     * The stored log, where the options name a demo whose broker does not answer; null where a broker answers.
     *
     * @throws CommandFailed if no broker answers and there is no stored log
     */
    public static @Nullable StoredLog unlessRunning(ConnectionOptions options, Duration timeout)
            throws InterruptedException {
        EventLog log = options.connection().log();
        if (options.isDemo() && !BrokerReachability.answers(log, timeout)) {
            return open(Installation.here(), options.state());
        }
        BrokerReachability.require(log, timeout);
        return null;
    }

    /**
     * Starts the broker on the stored data, at the address that the demo had.
     *
     * @throws CommandFailed if no demo has left data here, or its ports are occupied
     */
    public static StoredLog open(Installation installation, Path folder) throws InterruptedException {
        if (!Files.isDirectory(folder.resolve("broker"))) {
            throw new CommandFailed("No demo has left a log in " + folder + ": run 'ops/errata demo' first.");
        }
        Ports ports = Ports.load(folder);
        ports.requireFree();
        StateFolder state = StateFolder.take(folder);
        Supervisor supervisor = new Supervisor(System.err::println);
        StoredLog stored = new StoredLog(state, supervisor);
        try {
            System.err.println("no broker answers: opening the stored log");
            Roles roles = new Roles(installation, state, ports, Map.of());
            Files.deleteIfExists(roles.brokerReady());
            supervisor.start(roles.broker());
            Deadline.require(
                    START,
                    "The broker did not answer (see " + state.log(Roles.BROKER) + ")",
                    () -> Files.exists(roles.brokerReady()),
                    supervisor::check);
            return stored;
        } catch (IOException cause) {
            stored.close();
            throw new CommandFailed("The stored log cannot be opened: " + cause.getMessage() + ".", cause);
        } catch (CommandFailed failed) {
            stored.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        supervisor.close();
        state.close();
    }
}
