package dev.errata.policy.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Replaces files and folders atomically: writes a temporary sibling, forces it to disk, renames it. A process that is
 * killed leaves a partial copy under a name that {@link #sweep} removes.
 */
public final class WholeFiles {

    /** Part of the name of every partial copy, now and in earlier releases. */
    private static final String PARTIAL = ".partial";

    private WholeFiles() {}

    /** Writes the new content in a place that no reader sees yet. */
    public interface Content {

        /**
         * Writes the file, or into the folder.
         *
         * @param place an existing empty folder, or a file that does not exist yet
         */
        void writeTo(Path place) throws IOException;
    }

    /**
     * Replaces a file; the content must have been forced to disk when it returns.
     *
     * @throws UncheckedIOException if it cannot be written; the old file is unchanged
     */
    public static void replace(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path temporary = beside(target, PARTIAL);
        try {
            Files.createDirectories(parent(target));
            content.writeTo(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent(target));
        } catch (IOException e) {
            throw given(temporary, cannotWrite(file, e));
        } catch (RuntimeException e) {
            throw given(temporary, e);
        }
    }

    /**
     * Replaces a folder and its contents. The old one is renamed first, so for a moment there is none, but never a
     * partial one.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void replaceFolder(Path folder, Content content) {
        Path target = folder.toAbsolutePath();
        Path temporary = beside(target, PARTIAL);
        Path old = beside(target, PARTIAL + ".old");
        try {
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            forceAll(temporary);
            if (Files.exists(target)) {
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(parent(target));
            delete(old);
        } catch (IOException e) {
            throw given(temporary, cannotWrite(folder, e));
        } catch (RuntimeException e) {
            throw given(temporary, e);
        }
    }

    /** Removes partial copies from a folder; no process may be writing there. */
    public static void sweep(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") && name.contains(PARTIAL)) {
                    delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clean up " + folder + ": remove its entries named .*.partial*.", e);
        }
    }

    /** Removes a file or a folder with its contents, if it exists. */
    public static void delete(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    private static Path beside(Path target, String kind) {
        return target.resolveSibling("." + target.getFileName() + kind + "." + UUID.randomUUID());
    }

    private static UncheckedIOException cannotWrite(Path place, IOException cause) {
        return new UncheckedIOException("Cannot write " + place + ": is the disk full or read-only?", cause);
    }

    /** Removes the partial copy and returns the failure. */
    private static RuntimeException given(Path halfWritten, RuntimeException failure) {
        try {
            delete(halfWritten);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
        return failure;
    }

    private static Path parent(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    private static void forceAll(Path folder) throws IOException {
        try (Stream<Path> places = Files.walk(folder)) {
            for (Path place : places.sorted(Comparator.reverseOrder()).toList()) {
                force(place);
            }
        }
    }

    private static void force(Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
