package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;

/** Free ports of this machine. */
final class FreePorts {

    private FreePorts() {}

    /** The first of eight free ports in a row, as a demo needs them. */
    static int eight() {
        // Below the ports that the system gives to outgoing connections.
        return new Random()
                .ints(12_000, 30_000)
                .filter(FreePorts::areFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + 8; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                assertThat(socket.isBound()).isTrue();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
