package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {

    private final Path root;
    private final Path folder;

    WholeFilesTest(@TempDir Path root) {
        this.root = root;
        this.folder = root.resolve("folder");
    }

    @Test
    void aFolderIsReplacedWithItsContents() throws IOException {
        fill("old.txt");
        WholeFiles.replaceFolder(folder, place -> {
            Files.createDirectory(place.resolve("inner"));
            Files.writeString(place.resolve("inner/new.txt"), "new");
        });
        assertThat(names(folder)).containsExactly("inner");
        assertThat(folder.resolve("inner/new.txt")).hasContent("new");
        assertThat(names(root)).containsExactly("folder");
    }

    @Test
    void aFolderThatCannotBeWrittenLeavesTheOldOneAndNothingElse() throws IOException {
        fill("old.txt");
        assertThatThrownBy(() -> WholeFiles.replaceFolder(folder, place -> {
                    Files.writeString(place.resolve("half.txt"), "half");
                    throw new IOException("no space left");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("folder")
                .hasRootCauseMessage("no space left");
        assertThat(names(folder)).containsExactly("old.txt");
        assertThat(names(root)).containsExactly("folder");
    }

    /** An error stands for the end of the process: no cleanup follows. */
    @Test
    void onlyFilesLeftByAKilledProcessAreDeleted() throws IOException {
        fill("kept.txt");
        Files.writeString(root.resolve(".lock"), "");
        for (Path place : List.of(folder, root.resolve("file.txt"))) {
            assertThatThrownBy(() -> WholeFiles.replaceFolder(place, partial -> {
                        Files.writeString(partial.resolve("half.txt"), "half");
                        throw new AssertionError("killed");
                    }))
                    .hasMessage("killed");
        }
        assertThatThrownBy(() -> WholeFiles.replace(root.resolve("file.txt"), partial -> {
                    Files.writeString(partial, "half");
                    throw new AssertionError("killed");
                }))
                .hasMessage("killed");
        assertThat(names(root)).hasSize(2 + 3);
        WholeFiles.sweep(root);
        assertThat(names(root)).containsExactly(".lock", "folder");
        assertThat(names(folder)).containsExactly("kept.txt");
    }

    private void fill(String name) {
        WholeFiles.replaceFolder(folder, place -> Files.writeString(place.resolve(name), name));
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
