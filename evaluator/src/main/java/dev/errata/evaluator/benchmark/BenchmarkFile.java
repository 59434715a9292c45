package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import dev.errata.tasks.questions.FormatOptions;
import dev.errata.tasks.questions.QuestionFile;
import dev.errata.tasks.questions.QuestionFormat;
import dev.errata.tasks.questions.QuestionList;
import dev.errata.tasks.questions.RefusedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The questions of a file or a folder, in any format that can be imported. */
final class BenchmarkFile {

    private BenchmarkFile() {}

    /**
     * Reads a file.
     *
     * @throws UnusableBenchmarkException if the file cannot be read, or has a record that is no question or one that no
     *     answer can be right for: a benchmark with a gap would not measure what its name says
     */
    static List<Question> read(BenchmarkPlan plan, Path file) {
        FormatOptions options = FormatOptions.of(plan.name())
                .withFormat(plan.format().map(QuestionFormat::of).orElse(QuestionFormat.auto));
        QuestionList list = new QuestionList();
        try {
            var unused = QuestionFile.read(file, options, list);
        } catch (IOException unreadable) {
            throw new UnusableBenchmarkException("The questions of the benchmark '" + plan.name() + "' at " + file
                    + " cannot be read: give a file of questions.");
        }
        if (!list.refused().isEmpty()) {
            RefusedRecord first = list.refused().get(0);
            int others = list.refused().size() - 1;
            throw new UnusableBenchmarkException(first.place() + ": " + first.reason()
                    + (others == 0 ? "" : " And " + others + " more records: 'errata questions check' lists them."));
        }
        return list.questions();
    }
}
