package dev.errata.learner.publishing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists, copies and shares files that never change. */
final class FolderFiles {

    private FolderFiles() {}

    /** Copies the files of a folder into another. */
    static void copyFiles(Path from, Path to) {
        for (Path file : files(from)) {
            copy(file, to.resolve(file.getFileName()));
        }
    }

    /**
     * Puts the files of a folder into another as well: as hard links if the file system has them, so that weights take
     * disk space once, else as copies.
     */
    static void shareFiles(Path from, Path to) {
        for (Path file : files(from)) {
            share(file, to.resolve(file.getFileName()));
        }
    }

    /** As {@link #shareFiles}, for one file. */
    static void share(Path file, Path shared) {
        try {
            Files.createLink(shared, file);
        } catch (IOException | UnsupportedOperationException noLinks) {
            copy(file, shared);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + from + " to " + to + ": is the disk full or read-only?", e);
        }
    }

    /** The entries of a folder, sorted; none if the folder does not exist. */
    static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": may this user read it?", e);
        }
    }

    private static List<Path> files(Path folder) {
        return children(folder).stream().filter(Files::isRegularFile).toList();
    }
}
