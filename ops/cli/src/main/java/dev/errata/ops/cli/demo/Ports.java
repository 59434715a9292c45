package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.MachineOccupied;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of one demo: eight in a row.
 *
 * @param base the first, that of the live page
 */
public record Ports(int base) {

    /** The default of the base. */
    public static final int DEFAULT_BASE = 8700;

    private static final String FILE = "port-base";

    /** Roles in the order of their ports. */
    private static final String[] ROLES = {
        "live page", "schema registry", "broker", "controller", "actor", "reward-scorer", "learner", "evaluator"
    };

    public Ports {
        if (base < 1 || base + ROLES.length > 65_536) {
            throw new CommandFailed("--port-base is " + base + ": choose one from 1024 to 65000.");
        }
    }

    /** Saves the base in a state folder, so that the stored log is opened again at the same address. */
    void save(Path state) {
        try {
            Files.writeString(state.resolve(FILE), base + "\n");
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write " + state.resolve(FILE) + ": " + cause.getMessage() + ".", cause);
        }
    }

    /** The ports that the last demo in this state folder used. */
    static Ports load(Path state) {
        try {
            return new Ports(
                    Integer.parseInt(Files.readString(state.resolve(FILE)).strip()));
        } catch (IOException | NumberFormatException noneLeft) {
            return new Ports(DEFAULT_BASE);
        }
    }

    /** The live page. */
    public int page() {
        return base;
    }

    /** The schema registry. */
    public int registry() {
        return base + 1;
    }

    /** The broker, for clients. */
    public int broker() {
        return base + 2;
    }

    /** The broker's controller. */
    public int controller() {
        return base + 3;
    }

    /** Health and metrics of a service. */
    public int of(String role) {
        for (int i = 0; i < ROLES.length; i++) {
            if (ROLES[i].equals(role)) {
                return base + i;
            }
        }
        throw new IllegalArgumentException("no port for " + role);
    }

    /** All ports with their purposes. */
    public Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (String role : ROLES) {
            all.put(role, of(role));
        }
        return all;
    }

    /**
     * Checks that all of them are free.
     *
     * @throws MachineOccupied naming the first occupied one
     */
    public void requireFree() {
        all().forEach((role, port) -> {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException occupied) {
                throw new MachineOccupied(
                        "Port " + port + " (" + role + ") is occupied: end the program that listens on it,"
                                + " or give other ports with --port-base.");
            }
        });
    }
}
