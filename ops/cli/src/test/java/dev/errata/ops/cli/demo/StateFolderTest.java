package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One demo at a time; nothing is deleted without --fresh, and never a file that is not Errata's. */
class StateFolderTest {

    private final Path folder;

    StateFolderTest(@TempDir Path temporary) {
        this.folder = temporary.resolve("demo");
    }

    @Test
    void aSecondDemoInTheSameFolderIsRefused() {
        try (StateFolder first = StateFolder.take(folder)) {
            assertThat(first.folder()).isEqualTo(folder);
            assertThatThrownBy(() -> StateFolder.take(folder))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("Another demo runs");
        }
        StateFolder.take(folder).close();
    }

    @Test
    void stateSurvivesUntilItIsWiped() throws IOException {
        try (StateFolder state = StateFolder.take(folder)) {
            write("checkpoints/1", "models/start-policy/config.json", "models.unfinished/log");
        }
        try (StateFolder state = StateFolder.take(folder)) {
            assertThat(state.part("checkpoints").resolve("1")).exists();
            state.wipe(Set.of("models.unfinished"));
            assertThat(state.part("checkpoints")).doesNotExist();
            assertThat(state.part("models")).doesNotExist();
            assertThat(state.part("models.unfinished").resolve("log")).exists();
            assertThat(state.log("actor").getParent()).isDirectory();
            assertThat(state.pid("errata")).exists();
        }
    }

    @Test
    void aFolderNotCreatedByErrataIsRefusedAndUnchanged() throws IOException {
        write("thesis.tex");
        assertRefusedFor("thesis.tex");
        assertThat(names()).containsExactly("thesis.tex");
    }

    @Test
    void aFolderWithKnownNamesButNoLockIsRefused() throws IOException {
        write("models/mine.bin", "logs/mine.log");
        assertRefusedFor("logs");
        write("lock", "notes.txt");
        assertRefusedFor("notes.txt");
        assertThat(names()).containsExactly("lock", "logs", "models", "notes.txt");
    }

    @Test
    void aFolderOfAnOlderVersionIsUsed() throws IOException {
        write("lock", "logs/actor.log", "broker/ready", "port-base", "connection.properties", "result.json");
        try (StateFolder state = StateFolder.take(folder)) {
            state.wipe(Set.of());
            assertThat(names()).containsExactly("errata-state", "lock", "logs", "pids", "questions", "result.json");
        }
    }

    @Test
    void theFolderOfATrialThatNeverStartedIsUsed() throws IOException {
        write("failure.txt");
        StateFolder.take(folder).close();
        assertThat(names()).contains("failure.txt", "errata-state");
    }

    @Test
    void otherFilesInTheFolderAreNotWiped() throws IOException {
        StateFolder.take(folder).close();
        write("notes.txt");
        try (StateFolder state = StateFolder.take(folder)) {
            state.wipe(Set.of());
            assertThat(folder.resolve("notes.txt")).exists();
        }
    }

    @Test
    void theTargetOfALinkIsNotWiped(@TempDir Path elsewhere) throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
        try (StateFolder state = StateFolder.take(folder)) {
            Files.createSymbolicLink(state.part("weights"), elsewhere);
            state.wipe(Set.of());
            assertThat(state.part("weights")).doesNotExist();
        }
        assertThat(precious).exists();
    }

    private void assertRefusedFor(String name) {
        assertThatThrownBy(() -> StateFolder.take(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("was not created by Errata: it holds '" + name + "'")
                .hasMessageContaining("--state");
    }

    private void write(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "x");
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
