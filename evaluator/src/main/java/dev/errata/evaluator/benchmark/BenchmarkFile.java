package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The questions of a file. */
final class BenchmarkFile {

    private BenchmarkFile() {}

    /**
     * Reads a file.
     *
     * @throws UnusableBenchmarkException if the file is missing, or has a question that cannot be read: a benchmark with
     *     a gap would not measure what its name says
     */
    static List<Question> read(BenchmarkPlan plan, Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UnusableBenchmarkException("The questions of the benchmark '" + plan.name() + "' at " + file
                    + " cannot be read: give a file of questions.");
        }
        List<Question> questions = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank()) {
                questions.add(question(line, plan.name(), file + ":" + number));
            }
        }
        return questions;
    }

    private static Question question(String line, String benchmark, String where) {
        try {
            Question question = QuestionJson.read(line, benchmark);
            if (question.getText().isBlank() || question.getGold().isBlank()) {
                throw new UnusableBenchmarkException(where + ": the question has no text or no gold answer.");
            }
            return question;
        } catch (UnreadableQuestionException unreadable) {
            throw new UnusableBenchmarkException(where + ": " + unreadable.getMessage());
        }
    }
}
