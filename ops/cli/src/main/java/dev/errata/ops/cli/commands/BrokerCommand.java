package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata broker}: the embedded broker and registry, until Ctrl-C. */
@Command(
        name = "broker",
        description = "Run a Kafka broker and a Confluent-compatible schema registry in the foreground, until Ctrl-C.")
public final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder of the data. Default: .errata/broker in the repository.")
    private @Nullable Path data;

    @Option(names = "--port", description = "Port of the broker. Default: ${DEFAULT-VALUE}.")
    private int port = 9092;

    @Option(names = "--controller-port", description = "Port of its controller. Default: ${DEFAULT-VALUE}.")
    private int controllerPort = 9093;

    @Option(names = "--registry-port", description = "Port of the registry. Default: ${DEFAULT-VALUE}.")
    private int registryPort = 8081;

    @Option(names = "--host", description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.here();
        Path folder = data == null ? installation.home().resolve(".errata/broker") : data.toAbsolutePath();
        List<String> command = new ArrayList<>(
                List.of(Installation.java(), "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", installation.classPath("ops/broker"), "dev.errata.ops.broker.BrokerMain"));
        command.addAll(List.of("--data", folder.toString(), "--host", host));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(List.of("--controller-port", Integer.toString(controllerPort)));
        command.addAll(List.of("--registry-port", Integer.toString(registryPort)));
        Process broker = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop-broker"));
        int exitCode = broker.waitFor();
        // 1: the broker could not start; 3: the JVM ran out of memory.
        if (exitCode == 1 || exitCode == 3) {
            throw new CommandFailed("The broker could not run: see its output above.");
        }
        return 0;
    }

    private static void stop(Process broker) {
        broker.destroy();
        try {
            if (!broker.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
                broker.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            broker.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
