package dev.errata.ops.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other commands find a running demo by its saved connection. */
class RunConnectionTest {

    @Test
    void aSavedConnectionIsLoadedAgain(@TempDir Path state) {
        assertThat(RunConnection.load(state)).isEmpty();
        RunConnection connection = new RunConnection(
                "blue",
                Map.of("bootstrap.servers", "127.0.0.1:9", "schema.registry.url", "http://127.0.0.1:8"),
                OptionalLong.of(4));
        connection.save(state);
        assertThat(RunConnection.load(state)).contains(connection);
    }
}
