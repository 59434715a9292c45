package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One demo at a time, and nothing lost without --fresh. */
class StateFolderTest {

    private final Path folder;

    StateFolderTest(@TempDir Path temporary) {
        this.folder = temporary.resolve("demo");
    }

    @Test
    void aSecondDemoInTheSameFolderIsRefused() {
        try (StateFolder first = StateFolder.take(folder, false)) {
            assertThat(first.folder()).isEqualTo(folder);
            assertThatThrownBy(() -> StateFolder.take(folder, false))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("Another demo runs");
        }
        StateFolder.take(folder, false).close();
    }

    @Test
    void stateSurvivesUnlessFreshIsAskedFor() throws IOException {
        try (StateFolder state = StateFolder.take(folder, false)) {
            Files.createDirectories(state.part("checkpoints"));
            Files.writeString(state.part("checkpoints").resolve("1"), "weights");
        }
        try (StateFolder state = StateFolder.take(folder, false)) {
            assertThat(state.part("checkpoints").resolve("1")).exists();
        }
        try (StateFolder state = StateFolder.take(folder, true)) {
            assertThat(state.part("checkpoints")).doesNotExist();
            assertThat(state.log("actor").getParent()).isDirectory();
        }
    }
}
