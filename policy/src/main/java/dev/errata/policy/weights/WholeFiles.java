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

/** Files and folders that appear whole or not at all: written beside their place, forced to disk, renamed. */
final class WholeFiles {

    private WholeFiles() {}

    /** Fills a place that nobody sees yet. */
    interface Content {
        void writeTo(Path place) throws IOException;
    }

    /** Replaces a file; the content must have been forced to disk when it returns. */
    static void replace(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(parent(target));
            content.writeTo(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent(target));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } finally {
            delete(temporary);
        }
    }

    /**
     * Replaces a folder. An old one of that name is moved aside first, so for a moment there is none; there is never half
     * of one.
     */
    static void replaceFolder(Path folder, Content content) {
        Path target = folder.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        Path old = target.resolveSibling("." + target.getFileName() + ".old." + UUID.randomUUID());
        try {
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            try (Stream<Path> files = Files.list(temporary)) {
                for (Path file : files.toList()) {
                    force(file);
                }
            }
            force(temporary);
            if (Files.exists(target)) {
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(parent(target));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        } finally {
            delete(temporary);
            delete(old);
        }
    }

    private static Path parent(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    private static void force(Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path place) {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + place, e);
        }
    }
}
