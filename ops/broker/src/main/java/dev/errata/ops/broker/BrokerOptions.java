package dev.errata.ops.broker;

import dev.errata.ops.broker.BrokerSettings.Ports;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads {@link BrokerSettings} from the command line ({@code --port 9092}); options that are left out come from system
 * properties ({@code errata.broker.port}).
 */
final class BrokerOptions {

    static final String USAGE = "Usage: broker [--data FOLDER] [--port 9092] [--controller-port 9093]"
            + " [--registry-port 8081] [--host 127.0.0.1] [--advertised-host NAME] [--registry-user USER:PASSWORD]"
            + " [--kafka KEY=VALUE]...";

    private static final List<String> NAMES = List.of(
            "data", "port", "controller-port", "registry-port", "host", "advertised-host", "registry-user", "kafka");

    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> kafka = new HashMap<>();

    private BrokerOptions(String[] arguments, Properties system) {
        for (String name : NAMES) {
            String value = system.getProperty("errata.broker." + name);
            if (value != null && !value.isBlank()) {
                put(name, value);
            }
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == arguments.length) {
                throw new StartException("'" + arguments[i] + "' is not an option with a value. " + USAGE);
            }
            put(name, arguments[i + 1]);
        }
    }

    /** The settings; throws StartException with the usage if they are invalid. */
    static BrokerSettings read(String[] arguments, Properties system) {
        return new BrokerOptions(arguments, system).settings();
    }

    private void put(String name, String value) {
        if (!name.equals("kafka")) {
            given.put(name, value);
            return;
        }
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new StartException("--kafka takes KEY=VALUE, not '" + value + "'. " + USAGE);
        }
        kafka.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private BrokerSettings settings() {
        String host = given.getOrDefault("host", "127.0.0.1");
        return new BrokerSettings(
                Path.of(given.getOrDefault("data", ".errata/broker")).toAbsolutePath(),
                host,
                given.getOrDefault("advertised-host", host.equals("0.0.0.0") ? thisHost() : host),
                new Ports(port("port", 9092), port("controller-port", 9093), port("registry-port", 8081)),
                Optional.ofNullable(given.get("registry-user")),
                Map.copyOf(kafka));
    }

    private int port(String name, int otherwise) {
        String value = given.getOrDefault(name, String.valueOf(otherwise));
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new StartException("--" + name + " is '" + value + "': it must be a port, 1 to 65535.");
        }
        throw new StartException("--" + name + " is " + value + ": it must be a port, 1 to 65535.");
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            throw new StartException("This machine has no name to give to clients: set --advertised-host.");
        }
    }
}
