package dev.errata.learner.publishing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders that are either whole and on disk, or not there: written beside their place, forced, renamed. */
final class DurableFiles {

    private static final String PARTIAL = ".partial";

    private DurableFiles() {}

    /** Fills a new folder and moves it into place in one step; a folder of that name that is there already is replaced. */
    static void writeFolder(Path folder, Consumer<Path> fill) {
        Path partial = folder.resolveSibling("." + folder.getFileName() + PARTIAL);
        try {
            delete(partial);
            Files.createDirectories(partial);
            fill.accept(partial);
            force(partial);
            delete(folder);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            forceOne(parent(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + folder + ": is the disk full or read-only?", e);
        }
    }

    /** Copies the files of a folder into another. */
    static void copyFiles(Path from, Path to) {
        for (Path file : files(from)) {
            copy(file, to.resolve(file.getFileName()));
        }
    }

    /**
     * Puts the files of a folder that never change into another as well: as hard links where the file system has them, so
     * that weights lie on disk once, and as copies elsewhere.
     */
    static void shareFiles(Path from, Path to) {
        for (Path file : files(from)) {
            share(file, to.resolve(file.getFileName()));
        }
    }

    /** As {@link #shareFiles}, of one file. */
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
            throw new UncheckedIOException("Cannot copy " + from + " to " + to + ".", e);
        }
    }

    /** Removes what writes that were cut short have left in a folder. */
    static void sweep(Path folder) {
        try {
            for (Path path : children(folder)) {
                if (path.getFileName().toString().endsWith(PARTIAL)) {
                    delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clean up " + folder + ".", e);
        }
    }

    /** Removes a file or folder with all that is in it, if it is there. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The entries of a folder, sorted; none if it is not there. */
    static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ".", e);
        }
    }

    private static List<Path> files(Path folder) {
        return children(folder).stream().filter(Files::isRegularFile).toList();
    }

    private static void force(Path folder) throws IOException {
        for (Path path : children(folder)) {
            if (Files.isDirectory(path)) {
                force(path);
            } else {
                forceOne(path);
            }
        }
        forceOne(folder);
    }

    private static void forceOne(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }
}
