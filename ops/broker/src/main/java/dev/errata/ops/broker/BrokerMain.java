package dev.errata.ops.broker;

import java.util.concurrent.CountDownLatch;

/**
 * Runs a broker and a schema registry until SIGTERM. When both answer, it prints a line that starts with {@code ready}
 * and writes the file {@code <data>/ready}. It exits with 1 if it cannot start.
 */
public final class BrokerMain {

    private static final long STOP_MILLIS = 30_000;

    private BrokerMain() {}

    /** Starts with the options of {@link BrokerOptions#USAGE}. */
    public static void main(String[] arguments) throws InterruptedException {
        // Set before a class that logs or serves is loaded.
        setUnlessSet("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        // These two log warnings at every start and stop.
        setUnlessSet("org.slf4j.simpleLogger.log.org.apache.kafka.controller.QuorumController", "error");
        setUnlessSet("org.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient", "error");
        setUnlessSet("sun.net.httpserver.maxReqTime", "30");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        try {
            run(BrokerOptions.read(arguments, System.getProperties()));
        } catch (StartException refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        } catch (RuntimeException failed) {
            System.err.println("The broker cannot start: " + failed);
            failed.printStackTrace();
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void run(BrokerSettings settings) {
        EmbeddedCluster cluster = EmbeddedCluster.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster), "broker-stop"));
        System.out.println("ready bootstrap.servers=" + cluster.bootstrapServers() + " schema.registry.url="
                + cluster.registryUrl());
    }

    private static void stop(EmbeddedCluster cluster) {
        Thread watch = new Thread(BrokerMain::haltWhenLate, "broker-stop-deadline");
        watch.setDaemon(true);
        watch.start();
        cluster.close();
    }

    private static void haltWhenLate() {
        try {
            Thread.sleep(STOP_MILLIS);
        } catch (InterruptedException over) {
            return;
        }
        System.err.println(
                "The broker did not stop within " + STOP_MILLIS / 1000 + " s and is halted; no data are lost.");
        Runtime.getRuntime().halt(1);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
