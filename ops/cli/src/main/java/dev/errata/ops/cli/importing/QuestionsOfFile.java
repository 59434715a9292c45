package dev.errata.ops.cli.importing;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.Question;
import dev.errata.tasks.questions.FormatOptions;
import dev.errata.tasks.questions.QuestionFile;
import dev.errata.tasks.questions.QuestionFormat;
import dev.errata.tasks.questions.QuestionList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All questions of a file; refused records are reported on standard error. */
public final class QuestionsOfFile {

    private static final int SHOWN = 5;

    private QuestionsOfFile() {}

    /**
     * Reads a file.
     *
     * @throws CommandFailed if there is no file, or no question in it
     */
    public static List<Question> read(Path file, QuestionFormat format) throws IOException {
        if (!Files.exists(file)) {
            throw new CommandFailed("There is no file " + file + ": give the path of a question file.");
        }
        QuestionList list = new QuestionList();
        QuestionFile.read(
                file, FormatOptions.of(String.valueOf(file.getFileName())).withFormat(format), list);
        list.refused().stream()
                .limit(SHOWN)
                .forEach(one -> System.err.println("  " + one.place() + ": " + one.reason()));
        if (!list.refused().isEmpty()) {
            System.err.println(list.refused().size() + " records were refused.");
        }
        if (list.questions().isEmpty()) {
            throw new CommandFailed(file + " holds no question: check --format.");
        }
        return list.questions();
    }
}
