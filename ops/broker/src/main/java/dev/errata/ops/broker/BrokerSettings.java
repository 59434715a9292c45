package dev.errata.ops.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Data folder and addresses of the broker and the registry.
 *
 * @param data folder of everything that must survive
 * @param host address to bind the broker and the registry to; the controller is always bound to 127.0.0.1
 * @param advertisedHost the name under which clients reach the host
 * @param ports their ports
 * @param registryUser {@code user:password} that the registry requires; empty for none
 * @param kafka further broker settings under Kafka's keys; they override the ones set here
 */
public record BrokerSettings(
        Path data,
        String host,
        String advertisedHost,
        Ports ports,
        Optional<String> registryUser,
        Map<String, String> kafka) {

    /** Ports of the broker, its controller and the registry. */
    public record Ports(int broker, int controller, int registry) {

        /** Three free ports of this machine. */
        public static Ports free() {
            return PortCheck.free();
        }
    }

    /** Settings for this machine alone. */
    public static BrokerSettings local(Path data, Ports ports) {
        return new BrokerSettings(data, "127.0.0.1", "127.0.0.1", ports, Optional.empty(), Map.of());
    }

    /** For clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return advertisedHost + ":" + ports.broker();
    }

    /** For clients' {@code schema.registry.url}. */
    public String registryUrl() {
        return "http://" + advertisedHost + ":" + ports.registry();
    }
}
