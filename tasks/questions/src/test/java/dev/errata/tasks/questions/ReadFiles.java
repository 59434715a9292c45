package dev.errata.tasks.questions;

import dev.errata.schemas.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads question files and what they hold, for tests. */
final class ReadFiles {

    private final QuestionList list = new QuestionList();
    private final QuestionFormat format;

    private ReadFiles(Path path, FormatOptions options) {
        try {
            this.format = QuestionFile.read(path, options, list);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ReadFiles of(Path path, FormatOptions options) {
        return new ReadFiles(path, options);
    }

    /** A file of the module's test resources. */
    static Path fixture(String name) {
        Path file = Path.of("src/test/resources").resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException("The fixture " + file + " is missing.");
        }
        return file;
    }

    QuestionFormat format() {
        return format;
    }

    List<Question> questions() {
        return list.questions();
    }

    /** Refused records as {@code line: reason}. */
    List<String> refused() {
        return list.refused().stream()
                .map(one -> one.place().line() + ": " + one.reason())
                .toList();
    }
}
