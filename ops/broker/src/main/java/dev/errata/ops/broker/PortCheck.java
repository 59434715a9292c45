package dev.errata.ops.broker;

import dev.errata.ops.broker.BrokerSettings.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/** Checks before the start that the ports are free, since Kafka's own failure is a page of stack trace. */
final class PortCheck {

    private PortCheck() {}

    static void refuseOccupied(BrokerSettings settings) {
        Ports ports = settings.ports();
        refuse(settings.host(), ports.broker(), "broker", "--port");
        refuse("127.0.0.1", ports.controller(), "broker's controller", "--controller-port");
        refuse(settings.host(), ports.registry(), "schema registry", "--registry-port");
    }

    private static void refuse(String host, int port, String who, String option) {
        if (!isFree(host, port)) {
            throw new StartException("Port " + port + " on " + host + ", where the " + who
                    + " should answer, cannot be bound: stop the process that uses it, or choose another port with "
                    + option + ".");
        }
    }

    /** Three free ports of this machine, below the range of ephemeral ports. */
    static Ports free() {
        Random random = new Random();
        int[] free = IntStream.generate(() -> 12_000 + random.nextInt(18_000))
                .limit(1_000)
                .distinct()
                .filter(port -> isFree("127.0.0.1", port))
                .limit(3)
                .toArray();
        if (free.length < 3) {
            throw new StartException(
                    "No three free ports were found between 12000 and 30000: stop the processes that use them.");
        }
        return new Ports(free[0], free[1], free[2]);
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
