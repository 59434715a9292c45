package dev.errata.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository's files: all but weights and what git ignores.
 *
 * @param root the repository's folder, absolute and normalized
 */
public record Repository(Path root) {

    /** The repository that the tests run in: Maven starts them in {@code ops/checks}. */
    public static Repository here() {
        return new Repository(Path.of("../..").toAbsolutePath().normalize());
    }

    /**
     * All files, sorted by path.
     *
     * @throws UncheckedIOException if a folder cannot be read
     */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Collector(ignored(), files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }

    /** Files whose path from the root matches the regular expression. */
    public List<Path> files(String regex) {
        return files().stream().filter(file -> name(file).matches(regex)).toList();
    }

    /** All text files that people read or write, with their text; files that are not UTF-8 are left out. */
    List<Document> documents() {
        return files().stream()
                .filter(file -> Kind.of(file) != Kind.OTHER)
                .map(file -> new Document(name(file), Kind.of(file), text(file)))
                .toList();
    }

    /** A file's path from the root, with slashes. */
    public String name(Path file) {
        return root.relativize(file).toString();
    }

    /**
     * A file's text; empty if it is not UTF-8.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException notText) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PathMatcher> ignored() throws IOException {
        return Stream.concat(
                        Stream.of(".git", "*.safetensors"), Files.readAllLines(root.resolve(".gitignore")).stream())
                .map(line -> root.getFileSystem().getPathMatcher("glob:" + line.replace("/", "")))
                .toList();
    }

    private final class Collector extends SimpleFileVisitor<Path> {

        private final List<PathMatcher> ignored;
        private final List<Path> files;

        Collector(List<PathMatcher> ignored, List<Path> files) {
            this.ignored = ignored;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isIgnored(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isIgnored(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isIgnored(Path path) {
            // The clone itself may have any name.
            return !path.equals(root) && ignored.stream().anyMatch(pattern -> pattern.matches(path.getFileName()));
        }
    }
}
