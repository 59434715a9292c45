package dev.errata.ops.cli.importing;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All questions of a file; malformed entries are reported on standard error and skipped. */
public final class QuestionList implements QuestionSink {

    private static final int SHOWN = 5;

    private final List<Question> questions = new ArrayList<>();
    private int malformed;

    private QuestionList() {}

    /**
     * Reads a file.
     *
     * @throws CommandFailed if there is no file, or no question in it
     */
    public static List<Question> read(Path file, QuestionFormat format) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed("There is no file " + file + ": give the path of a question file.");
        }
        QuestionList list = new QuestionList();
        format.read(file, String.valueOf(file.getFileName()), list);
        if (list.malformed > 0) {
            System.err.println(list.malformed + " malformed entries were skipped.");
        }
        if (list.questions.isEmpty()) {
            throw new CommandFailed(file + " holds no question: check --format.");
        }
        return list.questions;
    }

    @Override
    public void question(long place, Question question) {
        questions.add(question);
    }

    @Override
    public void malformed(long place, String why) {
        malformed++;
        if (malformed <= SHOWN) {
            System.err.println("  line " + place + ": " + why);
        }
    }
}
