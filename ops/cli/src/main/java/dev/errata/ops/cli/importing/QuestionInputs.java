package dev.errata.ops.cli.importing;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.tasks.questions.FormatOptions;
import dev.errata.tasks.questions.QuestionFile;
import dev.errata.tasks.questions.QuestionFormat;
import dev.errata.tasks.questions.QuestionSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that a command was given; {@code -} is standard input. They can be read several times. */
public final class QuestionInputs implements AutoCloseable {

    private static final String STANDARD_INPUT = "-";

    private final List<Path> files;
    private final InputStream standardInput;
    private @Nullable Path kept;

    /**
     * Files that exist.
     *
     * @throws CommandFailed if one does not
     */
    public QuestionInputs(List<Path> files, InputStream standardInput) {
        this.files = List.copyOf(files);
        this.standardInput = standardInput;
        for (Path file : files) {
            if (!isStandardInput(file) && !Files.exists(file)) {
                throw new CommandFailed("There is no file " + file + ": give the path of a question file.");
            }
        }
    }

    /** Number of bytes of all files; 0 where standard input is among them. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path given : files) {
            if (isStandardInput(given)) {
                return 0;
            }
            for (Path file : QuestionFile.files(given)) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Keeps standard input in a temporary file, so that it can be read again. */
    public void keepStandardInput() throws IOException {
        if (files.stream().anyMatch(QuestionInputs::isStandardInput)) {
            kept = Files.createTempFile("errata-questions", "");
            Files.copy(standardInput, kept, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Reads all files into a sink.
     *
     * @throws CommandFailed if one cannot be read
     */
    public void read(FormatOptions options, QuestionSink sink, ImportReport report) {
        for (Path file : files) {
            try {
                report.file(file.toString(), read(file, options, sink));
            } catch (IOException unreadable) {
                throw new CommandFailed(
                        file + " cannot be read: " + unreadable.getMessage() + ". Give a file that is whole.",
                        unreadable);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            Files.deleteIfExists(kept);
        }
    }

    private QuestionFormat read(Path file, FormatOptions options, QuestionSink sink) throws IOException {
        if (!isStandardInput(file)) {
            return QuestionFile.read(file, options, sink);
        }
        InputStream in = kept == null ? standardInput : Files.newInputStream(kept);
        return QuestionFile.read(in, STANDARD_INPUT, options, sink);
    }

    private static boolean isStandardInput(Path file) {
        return file.toString().equals(STANDARD_INPUT);
    }
}
