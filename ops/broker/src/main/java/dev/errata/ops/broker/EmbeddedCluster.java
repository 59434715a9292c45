package dev.errata.ops.broker;

import dev.errata.ops.registry.RegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * A one-node Kafka cluster and a schema registry in this JVM: for {@link BrokerMain}, and for tests that need a real
 * broker. The data folder belongs to one process at a time.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private final BrokerSettings settings;

    /** Parts to close, the newest first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private EmbeddedCluster(BrokerSettings settings) {
        this.settings = settings;
    }

    /** Starts a cluster on free ports of this machine, in a temporary folder that is deleted with it. */
    public static EmbeddedCluster start() {
        try {
            Path data = Files.createTempDirectory("errata-broker");
            EmbeddedCluster cluster = new EmbeddedCluster(BrokerSettings.local(data, PortCheck.free()));
            cluster.parts.push(() -> delete(data));
            cluster.open();
            return cluster;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Starts a cluster, or continues one from its data folder; returns when both broker and registry answer.
     *
     * @throws StartException if a port or the folder is taken, or this machine does not reach the address to advertise
     */
    public static EmbeddedCluster start(BrokerSettings settings) {
        EmbeddedCluster cluster = new EmbeddedCluster(settings);
        cluster.open();
        return cluster;
    }

    private void open() {
        try {
            PortCheck.refuseOccupied(settings);
            lock();
            parts.push(new KafkaNode(settings));
            parts.push(registry());
            announce();
        } catch (IOException unwritable) {
            close();
            throw new StartException("The data folder " + settings.data() + " cannot be used (" + unwritable
                    + "): choose another one with --data.");
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** The registry is a client of the broker: it must reach the address that the broker advertises. */
    private RegistryServer registry() {
        try {
            return new RegistryServer(
                    settings.bootstrapServers(),
                    new InetSocketAddress(settings.host(), settings.ports().registry()),
                    settings.registryUser());
        } catch (KafkaException unreachable) {
            throw new StartException("The registry cannot reach the broker at " + settings.bootstrapServers()
                    + " (" + unreachable.getMessage()
                    + "): set --advertised-host to a name that this machine can reach too.");
        }
    }

    /** Writes the addresses to the file {@code ready} in one atomic move; it is deleted when the cluster stops. */
    private void announce() throws IOException {
        Path ready = settings.data().resolve("ready");
        parts.push(() -> Files.deleteIfExists(ready));
        Path unfinished = Files.writeString(
                settings.data().resolve("ready.tmp"),
                "bootstrap.servers=" + bootstrapServers() + "\nschema.registry.url=" + registryUrl() + "\n");
        Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void lock() throws IOException {
        Files.createDirectories(settings.data());
        FileChannel file =
                FileChannel.open(settings.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        parts.push(file);
        try {
            if (file.tryLock() != null) {
                // Left by a process that was killed.
                Files.deleteIfExists(settings.data().resolve("ready"));
                return;
            }
        } catch (OverlappingFileLockException thisJvm) {
            // Another cluster in this JVM uses it: refused as for another process.
        }
        throw new StartException("Another broker uses the data folder " + settings.data()
                + ": stop it, or choose another folder with --data.");
    }

    /** For clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** For clients' {@code schema.registry.url}. */
    public String registryUrl() {
        return settings.registryUrl();
    }

    /** Addresses and data folder of both. */
    public BrokerSettings settings() {
        return settings;
    }

    /** Stops both; keeps the data unless the folder is temporary. */
    @Override
    public void close() {
        RuntimeException failed = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception one) {
                // The other parts must be closed nevertheless.
                failed = failed == null ? new IllegalStateException("The broker did not stop cleanly.", one) : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
