package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ports of a demo. */
class PortsTest {

    @Test
    void everyRoleHasItsOwnPort() {
        assertThat(new Ports(9000).all().values()).containsExactly(9000, 9001, 9002, 9003, 9004, 9005, 9006, 9007);
    }

    @Test
    void anOccupiedPortIsNamedWithTheOptionThatHelps() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(socket.getLocalPort());
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("Port " + socket.getLocalPort() + " (live page) is occupied")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void theStoredLogIsOpenedAtThePortsOfTheDemo(@TempDir Path state) {
        assertThat(Ports.load(state).base()).isEqualTo(Ports.DEFAULT_BASE);
        new Ports(9100).save(state);
        assertThat(Ports.load(state)).isEqualTo(new Ports(9100));
    }

    @Test
    void aBaseWithoutRoomForEightPortsIsRefused() {
        assertThatThrownBy(() -> new Ports(65_530)).isInstanceOf(CommandFailed.class);
    }
}
